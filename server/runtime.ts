/**
 * The one seam between the server and Next. Next bundles its route handlers and pages apart from the server, so
 * modules are not shared between the two; the process is. The server puts its runtime into a slot on
 * `globalThis`, and handlers call methods on it. Only types and the slot may live here.
 */

import type {
  AccessList,
  ContextList,
  IssuedShell,
  NamespaceList,
  PodDetail,
  PodList,
  PodSnapshot,
  PodStreamEvent,
  SessionInfo,
  ShellRequest,
} from '#protocol/api.ts';
import type { Caller } from './ports.ts';

export type { Caller } from './ports.ts';

export interface PodQuery {
  readonly context?: string | undefined;
  /** Undefined: every namespace that the caller may list. */
  readonly namespace?: string | undefined;
  /** Several namespaces, instead of `namespace`. */
  readonly namespaces?: readonly string[] | undefined;
}

/** Pods whose changes are followed. */
export interface PodEventQuery extends PodQuery {
  /** Only this pod of `namespace`. */
  readonly pod?: string | undefined;
}

export interface ShellTargetRequest extends ShellRequest {
  readonly pod: string;
  /** Undefined: the namespace of the context. */
  readonly namespace?: string | undefined;
}

/** Settings that pages need to connect. Nothing secret. */
export interface PublicSettings {
  /** Path of the SockJS endpoint, for instance `/ws/api/sockjs`. */
  readonly sockjsPrefix: string;
  /** Seconds between two heartbeats of the server. */
  readonly heartbeatSeconds: number;
  /** Seconds that a shell is kept after its connection has dropped; 0: it ends at once. */
  readonly resumeSeconds: number;
  /** Origins whose pages may show a shell in a frame. */
  readonly frameAncestors: readonly string[];
}

/**
 * What pages and route handlers may ask of the server. Every method that fails throws an error with a `code` of
 * `#protocol/problem.ts`. Names are checked here, before anything is asked of a cluster.
 */
export interface Runtime {
  readonly settings: PublicSettings;
  /** @throws `unauthenticated` */
  authenticate(headers: Headers): Promise<Caller>;
  contexts(caller: Caller): Promise<ContextList>;
  namespaces(caller: Caller, context?: string): Promise<NamespaceList>;
  pods(caller: Caller, query: PodQuery): Promise<PodList>;
  /**
   * The pods for a page that is about to follow them with `podEvents`: as the watch knows them, which may be
   * slightly older than `pods`. `soon` gives only the first by namespace and name.
   */
  podSnapshot(caller: Caller, query: PodQuery, how: 'soon' | 'all'): Promise<PodSnapshot>;
  /** A snapshot, then changes, until `signal` is aborted. Recovers from lost watches; ends only when refused. */
  podEvents(caller: Caller, query: PodEventQuery, signal: AbortSignal): AsyncIterable<PodStreamEvent>;
  pod(caller: Caller, target: { context?: string; namespace: string; pod: string }): Promise<PodDetail>;
  /** The pod as YAML, as the cluster holds it; without `managedFields` unless requested. */
  podYaml(
    caller: Caller,
    target: { context?: string; namespace: string; pod: string; managedFields?: boolean },
  ): Promise<string>;
  /** Whether the caller may open shells in the pods of each of these namespaces. */
  execAccess(
    caller: Caller,
    query: { context?: string | undefined; namespaces: readonly string[] },
  ): Promise<AccessList>;
  issueShell(caller: Caller, request: ShellTargetRequest): Promise<IssuedShell>;
  sessions(caller: Caller): readonly SessionInfo[];
  /** @throws `session-not-found` also for the session of another user */
  endSession(caller: Caller, sessionId: string): Promise<void>;
  /** Logs an internal error with its stack, once. A client's mistake is not one. */
  reportFailure(error: unknown): void;
  /** True while new shells are accepted. */
  readonly ready: boolean;
}

const SLOT = Symbol.for('podshell.runtime');

type Slot = { [SLOT]?: Runtime };

/** Fills the slot; undefined empties it. Called by the server alone. */
export function setRuntime(runtime: Runtime | undefined): void {
  const slot = globalThis as Slot;
  if (runtime === undefined) delete slot[SLOT];
  else slot[SLOT] = runtime;
}

/** @throws Error when the server has not started, as during `next build`: pages that call it must be dynamic */
export function getRuntime(): Runtime {
  const runtime = (globalThis as Slot)[SLOT];
  if (runtime === undefined) throw new Error('The Podshell server is not running in this process');
  return runtime;
}
