/** Bodies of the HTTP routes: what the server answers and the browser reads. */

import { z } from 'zod';
import { MAX_REASON_CHARACTERS, MAX_TERMINAL_SIDE, MIN_TERMINAL_SIDE } from './limits.ts';

/** How a run of a container ended. */
export interface ContainerExit {
  readonly exitCode: number;
  /** For instance `OOMKilled`, `Error`; empty if the cluster gives none. */
  readonly reason: string;
  readonly message: string;
  /** RFC 3339. */
  readonly finishedAt: string | null;
}

export interface Container {
  readonly name: string;
  /** `sidecar` is an init container with `restartPolicy: Always` (KEP-753). */
  readonly kind: 'regular' | 'init' | 'sidecar' | 'ephemeral';
  readonly image: string;
  readonly state: 'running' | 'waiting' | 'terminated' | 'unknown';
  /** Why it waits or ended, for instance `CrashLoopBackOff`; empty while it runs. */
  readonly reason: string;
  readonly message: string;
  readonly ready: boolean;
  readonly restartCount: number;
  /** RFC 3339; null while it has not started. */
  readonly startedAt: string | null;
  /** Exit code of the current or last terminated run; null when it has not ended yet. */
  readonly exitCode: number | null;
  /** How the run before the present one ended; null when there was none. */
  readonly lastExit: ContainerExit | null;
}

export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** What `kubectl get pods` prints, for instance `Running`, `CrashLoopBackOff`, `Terminating`, `Init:0/1`. */
  readonly status: string;
  readonly phase: string;
  /** Why the pod has that status, in a sentence of the cluster; empty when the cluster gives none. */
  readonly statusMessage: string;
  /** Why the pod failed as a whole, for instance `Evicted`; absent where only its containers tell. */
  readonly statusReason?: string;
  readonly readyContainers: number;
  readonly totalContainers: number;
  readonly restarts: number;
  /** When a container that was restarted since had ended for the last time, RFC 3339; null without restarts. */
  readonly lastRestartAt: string | null;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly node: string;
  readonly ip: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The container that a shell opens in by default, chosen as kubectl does. */
  readonly defaultContainer: string;
  readonly os: 'linux' | 'windows';
  /** The object that controls the pod, for instance a `ReplicaSet`; null for a pod of its own. */
  readonly owner: PodOwner | null;
  readonly containers: readonly Container[];
}

export interface PodOwner {
  readonly kind: string;
  readonly name: string;
  /** For a `ReplicaSet` of a Deployment: the name of that Deployment. Missing where the pod does not tell. */
  readonly deployment?: string;
}

/** One of several requested namespaces that the caller may not read; `detail` says why, and what to do. */
export interface RefusedNamespace {
  readonly namespace: string;
  readonly detail: string;
}

export interface PodList {
  readonly items: readonly Pod[];
  readonly resourceVersion: string;
  /** The requested namespaces whose pods are missing from `items`; absent when there are none. */
  readonly refused?: readonly RefusedNamespace[] | undefined;
  /** All namespaces were requested, but the caller may list only this one; absent otherwise. */
  readonly only?: string | undefined;
}

/** Pods for a first paint: all of them, or the first by namespace and name. */
export interface PodSnapshot {
  readonly items: readonly Pod[];
  /** How many pods there are in all. */
  readonly total: number;
  readonly refused: readonly RefusedNamespace[];
  /** All namespaces were requested, but the caller may list only this one. */
  readonly only?: string | undefined;
}

/** A container in a list of names. */
export interface ContainerName extends Pick<Container, 'name' | 'kind'> {
  readonly running: boolean;
}

/** A pod in a list of names. */
export interface PodName extends Pick<Pod, 'namespace' | 'name' | 'defaultContainer' | 'status'> {
  /** True if the default container runs. */
  readonly running: boolean;
  /** The containers besides the default one, init and ephemeral ones too; absent when there are none. */
  readonly others?: readonly ContainerName[];
}

/** Pods by name only, for pickers. */
export interface PodNameList {
  readonly items: readonly PodName[];
}

export interface PodCondition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  /** RFC 3339. */
  readonly lastTransitionAt: string | null;
}

export interface PodEvent {
  /** Of the event object. Two events may be alike in everything else. */
  readonly uid: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  readonly source: string;
  /** RFC 3339. */
  readonly lastSeenAt: string | null;
}

/** Whether the caller may open a shell in a pod; `detail` names the missing permission and the next step. */
export interface ExecAccess {
  readonly allowed: boolean;
  readonly detail: string;
  /** The verbs on `pods/exec` that the caller lacks. */
  readonly missing?: readonly string[] | undefined;
}

/** For each requested namespace, whether the caller may open shells in its pods. */
export interface AccessList {
  readonly items: readonly (ExecAccess & { readonly namespace: string })[];
}

/** Where the value of an environment variable comes from. The value itself may be a secret and is never sent. */
export interface EnvName {
  readonly name: string;
  /** `value`: stands in the pod; `field`: of the pod or container. */
  readonly from: 'value' | 'configMap' | 'secret' | 'field' | 'other';
  /** Name of the config map or secret, or the path of the field; empty for `value` and `other`. */
  readonly source: string;
}

/** All names of a config map or a secret become environment variables. */
export interface EnvSource {
  readonly from: 'configMap' | 'secret';
  readonly source: string;
  readonly prefix: string;
}

export type ProbeKind = 'startup' | 'readiness' | 'liveness';

/** How the kubelet checks a container. */
export interface ContainerProbe {
  readonly kind: ProbeKind;
  /** What it does, for instance `GET http :8080/healthz`, `tcp :5432`, `exec pg_isready`. */
  readonly check: string;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
  readonly delaySeconds: number;
}

export interface VolumeMount {
  readonly volume: string;
  readonly path: string;
  readonly subPath: string;
  readonly readOnly: boolean;
}

/** What a pod's page shows of a container beyond the list. */
export interface ContainerDetail extends Container {
  readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: string }[];
  /** By resource, for instance `cpu`, `memory`, as the pod states them: `500m`, `1Gi`. */
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
  readonly env: readonly EnvName[];
  readonly envFrom: readonly EnvSource[];
  readonly mounts: readonly VolumeMount[];
  readonly probes: readonly ContainerProbe[];
}

export interface PodVolume {
  readonly name: string;
  /** The kind of source as in the pod's spec, for instance `configMap`, `emptyDir`, `persistentVolumeClaim`. */
  readonly kind: string;
  /** Names of config maps, secrets, claims, or a path; empty if there is none. */
  readonly source: string;
}

export interface PodDetail extends Pod {
  readonly containers: readonly ContainerDetail[];
  readonly serviceAccount: string;
  readonly volumes: readonly PodVolume[];
  readonly annotations: Readonly<Record<string, string>>;
  readonly conditions: readonly PodCondition[];
  /** All that the cluster still has, newest first. Empty also when the caller may not list events. */
  readonly events: readonly PodEvent[];
  readonly exec: ExecAccess;
}

export interface ContextList {
  readonly items: readonly {
    readonly name: string;
    readonly cluster: string;
    readonly user: string;
    readonly namespace: string;
    /** Why the context cannot be used; missing if it can. */
    readonly problem?: string;
  }[];
  /** Name of the context that is used when a request names none. Empty: a request must name one. */
  readonly current: string;
}

export interface NamespaceList {
  readonly items: readonly { readonly name: string; readonly phase: string }[];
  /** False: the caller may not list namespaces; `items` holds only those known from elsewhere. */
  readonly complete: boolean;
}

/** Body of `POST /api/pods/{namespace}/{pod}/shell`: the one body that comes from a client, so it is checked. */
export const shellRequestSchema = z
  .object({
    container: z.string().min(1).optional(),
    shell: z.string().min(1).max(256).optional(),
    command: z.array(z.string().max(65_536)).min(1).max(256).optional(),
    /** A session on the container's main process instead of a new one. */
    attach: z.boolean().optional(),
    cols: z.number().int().min(MIN_TERMINAL_SIDE).max(MAX_TERMINAL_SIDE).optional(),
    rows: z.number().int().min(MIN_TERMINAL_SIDE).max(MAX_TERMINAL_SIDE).optional(),
    context: z.string().min(1).optional(),
    /** Why, for the audit log. Null: the user was not asked yet, and is to be asked where reasons are optional. */
    reason: z
      .string()
      .max(MAX_REASON_CHARACTERS)
      .refine((text) => text.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text), {
        error: 'must be one line without control characters',
      })
      .nullable()
      .optional(),
  })
  .refine(({ attach, shell, command }) => !attach || (shell === undefined && command === undefined), {
    error: 'starts no shell and no command: leave "shell" and "command" out',
    path: ['attach'],
  });
export type ShellRequest = z.infer<typeof shellRequestSchema>;

/** Answer of `POST /api/pods/{namespace}/{pod}/shell`; the GET route answers `sessionId` alone. */
export interface IssuedShell {
  readonly sessionId: string;
  readonly container: string;
  /** RFC 3339; the session expires then unless a connection has bound it. */
  readonly expiresAt: string;
}

export interface SessionInfo {
  readonly sessionId: string;
  /** Names the shell in audit logs, and lets nobody in; missing from older servers. */
  readonly shellId?: string;
  readonly context: string;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** The program that runs, for instance `bash`; empty before it is known. */
  readonly shell: string;
  readonly state: 'issued' | 'starting' | 'attached' | 'detached' | 'ending';
  /** RFC 3339. */
  readonly startedAt: string;
  /** Bytes of output so far. */
  readonly offset: number;
  /** Its last lines of output as plain text, oldest first; missing from older servers. */
  readonly lastLines?: readonly string[];
  /** True: the session is on the container's main process, which its end does not end. */
  readonly attached?: true;
  /** True: the process has ended, and its last output and exit wait for a page that has not seen them. */
  readonly ended?: boolean;
}

export interface SessionList {
  readonly items: readonly SessionInfo[];
  /** True: a replica that may run more of them does not answer. */
  readonly incomplete?: true;
}

/**
 * One event of `GET /api/pods/events` (`text/event-stream`): the name is `type`, the data is `data` as JSON.
 * `stale` says that the cluster cannot be reached, or refuses (`unauthenticated`, `not-found`), and the pods shown may be
 * old. With `forbidden` the caller may no longer see them: drop them. The next `snapshot` ends either state.
 */
export type PodStreamEvent =
  | { readonly type: 'snapshot'; readonly data: PodList }
  | { readonly type: 'added' | 'modified'; readonly data: Pod }
  | { readonly type: 'deleted'; readonly data: Pod }
  | { readonly type: 'stale'; readonly data: { readonly code: string; readonly detail: string } };

/** `GET /api/me`: who the caller is, as the cluster names them. */
export interface Me {
  readonly user: string;
  readonly groups: readonly string[];
  /** The identity provider has left groups out, because they are too many; absent otherwise. */
  readonly groupsLeftOut?: true;
  readonly mode: 'kubeconfig' | 'token' | 'oidc' | 'proxy';
  /** When the sign-in ends unless it is renewed, RFC 3339; absent if it does not end or that is not known. */
  readonly expiresAt?: string;
}

/** The SHA-256, base64url, of a secret of a frame in a page of another site. It may stand in URLs. */
export const frameChallenge = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** Body of `POST /api/signin`. */
export const signInRequestSchema = z.object({
  token: z.string().min(1),
  context: z.string().min(1).optional(),
  /** The challenge of a frame that the sign-in is for: the answer is a {@link FrameTicket}. */
  frame: frameChallenge.optional(),
});

/** Body of `POST /api/signin/ticket`, from the window that has signed in for a frame; the answer is a {@link FrameTicket}. */
export const ticketRequestSchema = z.object({ frame: frameChallenge });

/** Signs a frame in, once. */
export interface FrameTicket {
  readonly ticket: string;
}

/** Body of `POST /api/signin/frame`, from the frame. `secret` is what the challenge is the SHA-256 of. */
export const frameSignInSchema = z.object({ ticket: z.string().min(1), secret: z.string().min(1) });
