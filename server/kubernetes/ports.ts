/** What the kubernetes room offers to the composition root. Every call takes the caller and the context. */

import type {
  AccessList,
  ContextList,
  NamespaceList,
  PodDetail,
  PodList,
  PodSnapshot,
  PodStreamEvent,
} from '#protocol/api.ts';
import type { Caller } from '#server/ports.ts';
import type { ShellBackend, ShellTarget } from '#server/terminal/ports.ts';

/** Where to look; `context` undefined means the current one. */
export interface Place {
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
  /** Several namespaces, instead of `namespace`. */
  readonly namespaces?: readonly string[] | undefined;
}

/** One or several clusters as their callers see them. Methods throw PodshellError. */
export interface Clusters {
  contexts(caller: Caller): Promise<ContextList>;
  namespaces(caller: Caller, context: string | undefined): Promise<NamespaceList>;
  pods(caller: Caller, place: Place): Promise<PodList>;
  /**
   * The pods for a page that is about to follow them with `podEvents`: as the watch knows them, which may be
   * slightly older than a list. `soon` gives only the first by namespace and name.
   */
  podSnapshot(caller: Caller, place: Place, how: 'soon' | 'all'): Promise<PodSnapshot>;
  podEvents(
    caller: Caller,
    place: Place & { readonly pod?: string | undefined },
    signal: AbortSignal,
  ): AsyncIterable<PodStreamEvent>;
  pod(caller: Caller, place: { context?: string; namespace: string; pod: string }): Promise<PodDetail>;
  /** The object as the cluster holds it, without `managedFields` unless they are asked for. */
  podYaml(
    caller: Caller,
    place: { context?: string; namespace: string; pod: string; managedFields?: boolean },
  ): Promise<string>;
  /** For each namespace, whether the caller may open shells in its pods. */
  execAccess(
    caller: Caller,
    place: { context?: string | undefined; namespaces: readonly string[] },
  ): Promise<AccessList>;
  /**
   * Resolves defaults (context, namespace, container) and checks that the pod and container exist, that the
   * container runs and that the caller may exec there.
   * @throws forbidden, pod-not-found, container-not-found, container-not-running, cluster-unreachable,
   *   unauthenticated, bad-request (also for an unknown context)
   */
  resolveShellTarget(
    caller: Caller,
    wanted: { context?: string; namespace?: string; pod: string; container?: string },
  ): Promise<ShellTarget>;
  readonly shells: ShellBackend;
  /** Ends the shells that an earlier server on this machine left in containers. Never rejects. Idempotent. */
  endOrphans(): Promise<void>;
  /** Closes sockets and watches. Idempotent. */
  dispose(): Promise<void>;
}
