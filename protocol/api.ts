/** Bodies of the HTTP routes: what the server answers and the browser reads. */

import { z } from 'zod';

export const containerKinds = ['regular', 'init', 'sidecar', 'ephemeral'] as const;
export const containerStates = ['running', 'waiting', 'terminated', 'unknown'] as const;

export const containerSchema = z.object({
  name: z.string(),
  /** `sidecar` is an init container with `restartPolicy: Always` (KEP-753). */
  kind: z.enum(containerKinds),
  image: z.string(),
  state: z.enum(containerStates),
  /** Why it waits or ended, for instance `CrashLoopBackOff`; empty while it runs. */
  reason: z.string(),
  message: z.string(),
  ready: z.boolean(),
  restartCount: z.number().int(),
  /** RFC 3339; null while it has not started. */
  startedAt: z.string().nullable(),
  /** Exit code of the current or last terminated run; null when it has not ended yet. */
  exitCode: z.number().int().nullable(),
});
export type Container = z.infer<typeof containerSchema>;

export const podSchema = z.object({
  namespace: z.string(),
  name: z.string(),
  uid: z.string(),
  /** What `kubectl get pods` prints, for instance `Running`, `CrashLoopBackOff`, `Terminating`, `Init:0/1`. */
  status: z.string(),
  phase: z.string(),
  /** Why it is in that status, in a sentence, when the cluster says so; else empty. */
  statusMessage: z.string(),
  readyContainers: z.number().int(),
  totalContainers: z.number().int(),
  restarts: z.number().int(),
  /** RFC 3339. */
  createdAt: z.string(),
  node: z.string(),
  ip: z.string(),
  labels: z.record(z.string(), z.string()),
  /** The container that a shell enters when none is named: as kubectl chooses it. */
  defaultContainer: z.string(),
  /** `linux` or `windows`. */
  os: z.enum(['linux', 'windows']),
  containers: z.array(containerSchema),
});
export type Pod = z.infer<typeof podSchema>;

/** A namespace that was asked for beside others and may not be seen; `detail` says why, and what to do. */
export const refusedNamespaceSchema = z.object({ namespace: z.string(), detail: z.string() });
export type RefusedNamespace = z.infer<typeof refusedNamespaceSchema>;

export const podListSchema = z.object({
  items: z.array(podSchema),
  resourceVersion: z.string(),
  /** Of several namespaces, those whose pods are missing here. Absent when there are none. */
  refused: z.array(refusedNamespaceSchema).optional(),
});
export type PodList = z.infer<typeof podListSchema>;

/** Pods for a first look: all of them, or the first by namespace and name. */
export interface PodSnapshot {
  readonly items: readonly Pod[];
  /** How many there are in all. */
  readonly total: number;
  readonly refused: readonly RefusedNamespace[];
}

/** The names of pods alone, to choose from. */
export const podNameListSchema = z.object({
  items: z.array(podSchema.pick({ namespace: true, name: true, defaultContainer: true, status: true })),
});
export type PodNameList = z.infer<typeof podNameListSchema>;

export const podConditionSchema = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string(),
  message: z.string(),
  lastTransitionAt: z.string().nullable(),
});

export const podEventSchema = z.object({
  type: z.string(),
  reason: z.string(),
  message: z.string(),
  count: z.number().int(),
  source: z.string(),
  lastSeenAt: z.string().nullable(),
});
export type PodEvent = z.infer<typeof podEventSchema>;

/** Whether the caller may open a shell in a pod; `detail` names the missing right and the next step. */
export const execAccessSchema = z.object({
  allowed: z.boolean(),
  detail: z.string(),
  /** The verbs on `pods/exec` that the caller lacks. */
  missing: z.array(z.string()).optional(),
});
export type ExecAccess = z.infer<typeof execAccessSchema>;

/** For the namespaces that were asked for: whether the caller may open shells in their pods. */
export const accessListSchema = z.object({
  items: z.array(execAccessSchema.extend({ namespace: z.string() })),
});
export type AccessList = z.infer<typeof accessListSchema>;

/** What one pod's page shows of a container beyond the list. */
export const containerDetailSchema = containerSchema.extend({
  ports: z.array(z.object({ name: z.string(), port: z.number().int(), protocol: z.string() })),
  /** How the run before the present one ended; null when there was none. */
  lastExit: z
    .object({
      exitCode: z.number().int(),
      reason: z.string(),
      message: z.string(),
      /** RFC 3339. */
      finishedAt: z.string().nullable(),
    })
    .nullable(),
});
export type ContainerDetail = z.infer<typeof containerDetailSchema>;

export const podDetailSchema = podSchema.extend({
  containers: z.array(containerDetailSchema),
  serviceAccount: z.string(),
  owner: z.object({ kind: z.string(), name: z.string() }).nullable(),
  annotations: z.record(z.string(), z.string()),
  conditions: z.array(podConditionSchema),
  /** Newest first. Empty also when the caller may not list events. */
  events: z.array(podEventSchema),
  exec: execAccessSchema,
});
export type PodDetail = z.infer<typeof podDetailSchema>;

export const contextListSchema = z.object({
  items: z.array(
    z.object({ name: z.string(), cluster: z.string(), user: z.string(), namespace: z.string() }),
  ),
  /** Name of the context that is used when none is named. */
  current: z.string(),
});
export type ContextList = z.infer<typeof contextListSchema>;

export const namespaceListSchema = z.object({
  items: z.array(z.object({ name: z.string(), phase: z.string() })),
  /** False: the caller may not list namespaces; `items` then holds only those known otherwise. */
  complete: z.boolean(),
});
export type NamespaceList = z.infer<typeof namespaceListSchema>;

/** Body of `POST /api/pods/{namespace}/{pod}/shell`. */
export const shellRequestSchema = z.object({
  container: z.string().min(1).optional(),
  shell: z.string().min(1).max(256).optional(),
  command: z.array(z.string().max(65_536)).min(1).max(256).optional(),
  cols: z.number().int().min(1).max(65_535).optional(),
  rows: z.number().int().min(1).max(65_535).optional(),
  context: z.string().min(1).optional(),
});
export type ShellRequest = z.infer<typeof shellRequestSchema>;

/** Answer of `POST /api/pods/{namespace}/{pod}/shell`; the GET route answers `sessionId` alone. */
export const issuedShellSchema = z.object({
  sessionId: z.string(),
  container: z.string(),
  /** RFC 3339; a session that nothing has bound by then is gone. */
  expiresAt: z.string(),
});
export type IssuedShell = z.infer<typeof issuedShellSchema>;

export const sessionStates = ['issued', 'starting', 'attached', 'detached', 'ending'] as const;

export const sessionSchema = z.object({
  sessionId: z.string(),
  context: z.string(),
  namespace: z.string(),
  pod: z.string(),
  container: z.string(),
  /** What runs, for instance `bash`; empty before it is known. */
  shell: z.string(),
  state: z.enum(sessionStates),
  startedAt: z.string(),
  /** Bytes of output so far. */
  offset: z.number().int(),
});
export type SessionInfo = z.infer<typeof sessionSchema>;

export const sessionListSchema = z.object({ items: z.array(sessionSchema) });
export type SessionList = z.infer<typeof sessionListSchema>;

/**
 * One event of `GET /api/pods/events` (`text/event-stream`): the name is `type`, the data the JSON of the rest.
 * `stale` says that the cluster cannot be reached and what is shown may be old; the next `snapshot` ends it.
 */
export type PodStreamEvent =
  | { readonly type: 'snapshot'; readonly data: PodList }
  | { readonly type: 'added' | 'modified'; readonly data: Pod }
  | { readonly type: 'deleted'; readonly data: Pod }
  | { readonly type: 'stale'; readonly data: { readonly code: string; readonly detail: string } };
