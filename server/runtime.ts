/**
 * The interface between the server and Next. Next bundles its route handlers and pages separately, so they share the
 * process but no modules with the server. The server stores its runtime in a slot on `globalThis`, and handlers call its
 * methods. This file contains only types and the slot.
 */

import type {
  AccessList,
  ContextList,
  IssuedShell,
  Me,
  NamespaceList,
  PodDetail,
  PodList,
  PodSnapshot,
  PodStreamEvent,
  SessionList,
  ShellRequest,
} from '#protocol/api.ts';
import type { DebugChoices, DebugEvent } from '#protocol/debug.ts';
import type { DebugCopyList } from '#protocol/debug-copy.ts';
import type { DebugRequest } from '#protocol/debug-request.ts';
import type { LogWish } from '#protocol/pod-log.ts';
import type { SubjectEvent } from '#protocol/pod-streams.ts';
import type { ProblemCode } from '#protocol/problem.ts';

import type { RecordingFile, RecordingFileWish } from '#protocol/recording/recording-file.ts';
import type { RecordingList, RecordingMeta, RecordingQuery } from '#protocol/recording/recording-meta.ts';
import type { SharedView, Sharing, ViewPlace } from '#protocol/sharing.ts';
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
  /** Seconds between heartbeats of the server. */
  readonly heartbeatSeconds: number;
  /** Seconds that a shell is kept after its connection has dropped; 0: it ends at once. */
  readonly resumeSeconds: number;
  /** The same after its terminal was closed on purpose. */
  readonly reopenSeconds: number;
  /** Origins whose pages may show a shell in a frame. */
  readonly frameAncestors: readonly string[];
  /** There is a place for recordings: some may be there. */
  readonly hasRecordings: boolean;
}

/**
 * Signing in and out. All of it concerns the request that is being answered. Results are for its response. `frame` is the
 * challenge of a frame in a page of another site: it is signed in by a ticket, and not the browser that sends the request.
 */
export interface SignInDoor {
  readonly mode: Me['mode'];
  /**
   * The context that a token is for when none is named, and its cluster. Null when there is no current one.
   */
  place(): Promise<{ readonly context: string; readonly cluster: string } | null>;
  /** Mode `oidc`: the host of the identity provider, for the button that leads there; '' in other modes. */
  readonly provider: string;
  /** @throws `token-rejected`, `too-many-attempts`, `not-found` in other modes */
  withToken(token: string, context: string | undefined, frame?: string): Promise<SignInAnswer>;
  /** Leads to the identity provider. @throws `sign-in-unavailable`, `not-found` in other modes */
  begin(returnTo: string, frame?: string): Promise<SignInAnswer>;
  /** Takes the provider's answer. @throws `sign-in-failed`, `sign-in-unavailable`, `not-found` in other modes */
  finish(query: URLSearchParams): Promise<SignInAnswer>;
  /** The ticket for a frame, for the window that signed in for it. @throws `sign-in-failed`, `not-found` in other modes */
  claim(frame: string): Promise<SignInAnswer>;
  /** Signs a frame in. @throws `sign-in-failed`, `not-found` in other modes */
  redeem(ticket: string, secret: string): Promise<SignInAnswer>;
  end(): Promise<SignInAnswer>;
}

export interface SignInAnswer {
  readonly setCookies: readonly string[];
  /** Where the browser goes next. */
  readonly location?: string | undefined;
  /** For the frame that the sign-in is for. */
  readonly ticket?: string | undefined;
}

/** Watching shells by links. */
export interface WatchingDoor {
  /** Where a browser reaches the pages. @param host what the request was sent to */
  origin(host: string): string;
  /** Makes a link to one of the caller's sessions. @throws `session-not-found`, `view-limit` */
  share(caller: Caller, sessionId: string): SharedView;
  /** Links and watchers of one of the caller's sessions. @throws `session-not-found` */
  sharing(caller: Caller, sessionId: string): Sharing;
  /**
   * Ends one link or removes one watcher; without an id, ends all links.
   * @throws `session-not-found`, `view-not-found`
   */
  end(caller: Caller, sessionId: string, id: string | undefined): void;
  /** What a link leads to. @throws `view-not-found`, `forbidden`, `cluster-unreachable` */
  look(caller: Caller, viewId: string): Promise<ViewPlace>;
}

/**
 * The methods for pages and route handlers. Errors have a `code` of `#protocol/problem.ts`. Names are checked before a
 * cluster is queried.
 */
export interface Runtime {
  readonly settings: PublicSettings;
  /** How users sign in. */
  readonly signIn: SignInDoor;
  /** Who sends the request that is being answered. @throws `unauthenticated` */
  caller(): Caller;
  /** The caller as the cluster of the current context names them. */
  me(caller: Caller): Promise<Me>;
  contexts(caller: Caller): Promise<ContextList>;
  namespaces(caller: Caller, context?: string): Promise<NamespaceList>;
  pods(caller: Caller, query: PodQuery): Promise<PodList>;
  /**
   * The pods for a page that will subscribe with `podEvents`. They come from the watch, so they may be slightly older
   * than `pods`. `soon` returns only the first pods by namespace and name.
   */
  podSnapshot(caller: Caller, query: PodQuery, how: 'soon' | 'all'): Promise<PodSnapshot>;
  /** A snapshot, then changes, until `signal` is aborted. Recovers from lost watches and from refusals. */
  podEvents(caller: Caller, query: PodEventQuery, signal: AbortSignal): AsyncIterable<PodStreamEvent>;
  /** A stream for the pods of several queries, empty at first. It ends when `signal` aborts. */
  openPodStream(
    caller: Caller,
    signal: AbortSignal,
  ): { readonly id: string; readonly stream: AsyncIterable<SubjectEvent> };
  /**
   * Sets what the stream carries, by subject; a subject that it carries already goes on undisturbed.
   * @throws `not-found`
   */
  carryPodSubjects(caller: Caller, stream: string, subjects: ReadonlyMap<string, PodEventQuery>): void;
  pod(caller: Caller, target: { context?: string; namespace: string; pod: string }): Promise<PodDetail>;
  /** The pod's manifest as YAML, without `managedFields` unless requested. */
  podYaml(
    caller: Caller,
    target: { context?: string; namespace: string; pod: string; managedFields?: boolean },
  ): Promise<string>;
  /**
   * A container's log as bytes, from the moment that the cluster sends it, until `signal` aborts or the caller's sign-in
   * ends. Read slowly, it slows the cluster.
   * @throws `previous-log-not-found` and the codes of a shell
   */
  podLog(
    caller: Caller,
    target: { context?: string | undefined; namespace: string; pod: string },
    wish: LogWish,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>>;
  /** Whether the caller may open shells in the pods of each of these namespaces. */
  execAccess(
    caller: Caller,
    query: { context?: string | undefined; namespaces: readonly string[] },
  ): Promise<AccessList>;
  /** What a debug container in a pod can be made of. */
  debugChoices(
    caller: Caller,
    place: { readonly context?: string | undefined; readonly namespace: string; readonly pod: string },
  ): Promise<DebugChoices>;
  /**
   * Adds a debug container to a pod, or to a copy of it, and tells how it starts. The last event is `ready` or `failed`; the
   * container stays when `signal` aborts. @throws `bad-request`, `too-many-requests`
   */
  startDebug(
    caller: Caller,
    place: { readonly namespace: string; readonly pod: string },
    request: DebugRequest,
    signal: AbortSignal,
  ): AsyncIterable<DebugEvent>;
  /** The debug copies of pods in a namespace, or in all that the caller may list. */
  debugCopies(
    caller: Caller,
    place: { readonly context?: string | undefined; readonly namespace?: string | undefined },
  ): Promise<DebugCopyList>;
  /** @throws `forbidden`, `pod-not-found`, `bad-request` for a pod that is no debug copy, `audit-unavailable` */
  deleteDebugCopy(
    caller: Caller,
    place: { readonly context?: string | undefined; readonly namespace: string; readonly pod: string },
  ): Promise<void>;
  issueShell(caller: Caller, request: ShellTargetRequest): Promise<IssuedShell>;
  sessions(caller: Caller): Promise<SessionList>;
  /** @throws `session-not-found` also for the session of another user */
  endSession(caller: Caller, sessionId: string): Promise<void>;
  /**
   * The page of one of the caller's sessions is being closed: it is kept for the shorter time.
   * @throws PodshellError `session-not-found`
   */
  leaveSession(caller: Caller, sessionId: string): void;
  /** Recordings that the caller may read, newest first. @throws `bad-request`, `recording-store-unavailable` */
  recordings(caller: Caller, query: RecordingQuery): Promise<RecordingList>;
  /** @throws `recording-not-found` also for one that the caller may not read, `recording-store-unavailable` */
  recording(caller: Caller, id: string): Promise<RecordingMeta>;
  /**
   * The file of a recording, as slowly as it is read, until `signal` aborts or the caller's sign-in ends. Of a live one, what
   * there is so far.
   * @throws as `recording`, and `recording-unfinished`, `recording-incomplete`, `recording-encrypted`, `range-not-satisfiable`
   *   (with `size`), `audit-unavailable`, `too-many-requests`
   */
  recordingFile(
    caller: Caller,
    id: string,
    wish: RecordingFileWish,
    signal: AbortSignal,
  ): Promise<RecordingFile>;
  /** Sharing a shell with those who watch it. */
  readonly watching: WatchingDoor;
  /** Notes an error that the request is answered with, for the audit log: not each is a refusal. */
  reportRefusal(error: { readonly code: ProblemCode }): void;
  /** Logs an internal error with its stack. Not for errors of clients. */
  reportFailure(error: unknown): void;
  /** True while new shells are accepted. */
  readonly ready: boolean;
}

const SLOT = Symbol.for('podshell.runtime');

type Slot = { [SLOT]?: Runtime };

/** Sets the runtime; undefined removes it. Only the server calls this. */
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
