/** The interface of the kubernetes folder. Every call takes the caller and the context. */

import type {
  AccessList,
  ContextList,
  NamespaceList,
  PodDetail,
  PodList,
  PodSnapshot,
  PodStreamEvent,
} from '#protocol/api.ts';
import type { DebugChoices, DebugEvent, DebugProfile } from '#protocol/debug.ts';
import type { DebugCopyList } from '#protocol/debug-copy.ts';
import type { LogWish } from '#protocol/pod-log.ts';
import type { Caller } from '#server/ports.ts';
import type { ShellBackend, ShellReview, ShellTarget } from '#server/terminal/ports.ts';

/** A user as a cluster names it. `name` is empty where the cluster is too old to tell (before 1.28). */
export interface ClusterUser {
  readonly name: string;
  /** Empty for most users. */
  readonly uid: string;
  readonly groups: readonly string[];
}

/** The place of a request; `context` undefined means the current one. */
export interface Place {
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
  /** Several namespaces, instead of `namespace`. */
  readonly namespaces?: readonly string[] | undefined;
}

/** What a request to a cluster does, in the words of Kubernetes; `exec` opens a stream to a process, `log` reads one. */
export type ClusterVerb = 'get' | 'list' | 'watch' | 'create' | 'patch' | 'delete' | 'exec' | 'log';

/** Why a watch, or what it needs, is asked for again. */
export type WatchRestart =
  /** The API server ended it after its time, as usual. */
  | 'ended'
  /** The version to go on from is no longer known (410). */
  | 'expired'
  /** The cluster refused the caller (401, 403, 404). */
  | 'refused'
  /** The cluster could not be reached, or broke off. */
  | 'failed';

/** A shell of a replica that was killed. */
export interface CutShortShell {
  /** Its name in audit logs. */
  readonly shellId: string;
  readonly caller: Pick<Caller, 'userId' | 'displayName'>;
  readonly target: ShellTarget;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** Learns how clusters answer, for metrics and traces. It gets no names of anything in them. Must not throw. */
export interface ClusterObserver {
  /**
   * A request is sent.
   * @returns what to call once, with the HTTP status when the headers of the answer are there; undefined: none came
   */
  onRequest(verb: ClusterVerb): (status: number | undefined) => void;
  /** The WebSocket of a shell was answered a ping after so many milliseconds. */
  onExecPong(ms: number): void;
  onWatchRestart(why: WatchRestart): void;
}

export const NO_CLUSTER_OBSERVER: ClusterObserver = {
  onRequest: () => () => {},
  onExecPong() {},
  onWatchRestart() {},
};

/** A log that the cluster has begun to send. */
export interface OpenLog {
  readonly context: string;
  /** Undefined where the caller may not read the pod, and the cluster chose. */
  readonly container: string | undefined;
  /** Throws PodshellError when the cluster breaks off. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface DebugPlace {
  readonly context?: string | undefined;
  readonly namespace: string;
  readonly pod: string;
}

/** A debug container that was added to a pod. */
export interface CreatedDebug extends ShellTarget {
  readonly image: string;
  readonly profile: DebugProfile;
  /** The copy of the pod that has the container; missing where the pod has it itself. */
  readonly copy?: string;
}

/** A debug copy of a pod that was deleted. */
export interface DeletedCopy {
  readonly context: string;
  readonly namespace: string;
  readonly pod: string;
}

/** Access to one or several clusters, on behalf of callers. Methods throw PodshellError. */
export interface Clusters {
  /**
   * The caller as the cluster names it.
   * @throws `cluster-unauthenticated` for credentials that the cluster does not accept
   */
  whoAmI(caller: Caller, context: string | undefined): Promise<ClusterUser>;
  /** A context, undefined for the current one, with the address of its cluster; null if there is no usable one. */
  placeOf(
    context: string | undefined,
  ): Promise<{ readonly context: string; readonly cluster: string } | null>;
  /** Those whose clusters the caller may use. */
  contexts(caller: Caller): Promise<ContextList>;
  namespaces(caller: Caller, context: string | undefined): Promise<NamespaceList>;
  pods(caller: Caller, place: Place): Promise<PodList>;
  /**
   * The pods for a page that will subscribe with `podEvents`. They come from the watch, so they may be slightly older
   * than a list. `soon` returns only the first pods by namespace and name.
   */
  podSnapshot(caller: Caller, place: Place, how: 'soon' | 'all'): Promise<PodSnapshot>;
  podEvents(
    caller: Caller,
    place: Place & { readonly pod?: string | undefined },
    signal: AbortSignal,
  ): AsyncIterable<PodStreamEvent>;
  pod(caller: Caller, place: { context?: string; namespace: string; pod: string }): Promise<PodDetail>;
  /** The pod's manifest, without `managedFields` unless requested. */
  podYaml(
    caller: Caller,
    place: { context?: string; namespace: string; pod: string; managedFields?: boolean },
  ): Promise<string>;
  /**
   * A container's log, as the cluster sends it. Read slowly, it slows the cluster. Ends with `signal`, and when the caller
   * may no longer read it.
   * @throws forbidden, pod-not-found, container-not-found, container-not-running, previous-log-not-found,
   *   cluster-unreachable, cluster-unauthenticated
   */
  podLog(
    caller: Caller,
    place: { context?: string | undefined; namespace: string; pod: string },
    wish: LogWish,
    signal: AbortSignal,
  ): Promise<OpenLog>;
  /** For each namespace, whether the caller may open shells in its pods. */
  execAccess(
    caller: Caller,
    place: { context?: string | undefined; namespaces: readonly string[] },
  ): Promise<AccessList>;
  /**
   * Resolves defaults (context, namespace, container) and checks that the pod and container exist, that the
   * container runs and that the caller may exec there, or attach.
   * @throws forbidden, pod-not-found, container-not-found, container-not-running, cluster-unreachable,
   *   unauthenticated, bad-request (also for an unknown context)
   */
  resolveShellTarget(
    caller: Caller,
    wanted: { context?: string; namespace?: string; pod: string; container?: string; attach?: boolean },
  ): Promise<ShellTarget>;
  /** The question whether the caller may exec where a shell runs. */
  reviewExec(caller: Caller, target: ShellTarget): ShellReview;
  /** What a debug container can be made of. @param images those that may be used */
  debugChoices(caller: Caller, place: DebugPlace, images: readonly string[]): Promise<DebugChoices>;
  /**
   * Adds a debug container to a pod, and tells how it starts. It stays when `signal` aborts.
   * @param onCreated called when it was added, before the first event
   */
  startDebug(
    caller: Caller,
    place: DebugPlace,
    wish: {
      readonly image: string;
      /** Undefined: the default container, if it runs; '': none. */
      readonly target: string | undefined;
      readonly profile: DebugProfile;
    },
    onCreated: (created: CreatedDebug) => void,
    signal: AbortSignal,
  ): AsyncIterable<DebugEvent>;
  /** As {@link Clusters.startDebug}, in a copy of the pod. It stays when `signal` aborts. */
  startCopy(
    caller: Caller,
    place: DebugPlace,
    wish: {
      /** Undefined: that of the container in `replace`. */
      readonly image: string | undefined;
      /** The container that gets a shell in place of its program; undefined: one is added. */
      readonly replace: string | undefined;
      readonly sameNode: boolean;
      readonly profile: DebugProfile;
    },
    onCreated: (created: CreatedDebug) => void,
    signal: AbortSignal,
  ): AsyncIterable<DebugEvent>;
  /** The debug copies that the caller may list. */
  debugCopies(
    caller: Caller,
    place: { readonly context?: string | undefined; readonly namespace?: string | undefined },
  ): Promise<DebugCopyList>;
  /** Deletes a debug copy, and nothing else. @throws forbidden, pod-not-found, bad-request for another pod */
  deleteCopy(caller: Caller, place: DebugPlace): Promise<DeletedCopy>;
  readonly shells: ShellBackend;
  /** Ends the shells that an earlier server on this machine left in containers. Never rejects. Idempotent. */
  endOrphans(): Promise<void>;
  /** Closes sockets and watches. Idempotent. */
  dispose(): Promise<void>;
}
