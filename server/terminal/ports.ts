/**
 * What the terminal room needs from other rooms: a backend that runs processes in containers and a connection to a
 * browser. Other rooms implement these; this room never imports them.
 */

import type { EndCode, ExitCause } from '#protocol/end-codes.ts';
import type { ProblemCode } from '#protocol/problem.ts';
import type { Caller } from '#server/ports.ts';

/** The container that a shell runs in. `container` and `context` are resolved names, never empty. */
export interface ShellTarget {
  readonly context: string;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** Whole numbers from 1 to 65,535. */
export interface TerminalSize {
  readonly cols: number;
  readonly rows: number;
}

export interface ShellStart {
  /** A UUID that names the shell in logs, here and in the cluster. It lets nobody in. */
  readonly shellId: string;
  /**
   * On whose behalf the shell runs. Ask anew for each request to the cluster: the same user may have come back with
   * another sign-in.
   */
  readonly caller: () => Caller;
  readonly target: ShellTarget;
  /** The one shell to start, by name or path; undefined tries the known ones in order. */
  readonly shell: string | undefined;
  /** A command to run instead of a shell. */
  readonly command: readonly string[] | undefined;
  /** Connects to the container's main process instead of starting one. Nothing that ends the session ends that process. */
  readonly attach?: true | undefined;
  /** The shell shall mark its prompts and commands, if it can do so unseen. */
  readonly marks?: boolean | undefined;
  readonly size: TerminalSize;
}

/** The main process of a container, as a session that is attached to it meets it. */
export interface AttachedProcess {
  /** It has a terminal. Without one it knows no window size, and its lines end without a carriage return. */
  readonly terminal: boolean;
  /** It reads what is typed. */
  readonly input: boolean;
  /** It is the shell of a debug container, so an interrupt ends no workload. */
  readonly debug: boolean;
}

/** Why a process could not start or a stream broke: a stable code and a sentence with cause and next step. */
export interface ShellFailure {
  readonly code: ShellFailureCode;
  readonly reason: string;
}

export type ShellFailureCode =
  | ProblemCode
  | Exclude<
      EndCode,
      | 'idle-limit'
      | 'life-limit'
      | 'sign-in-expired'
      | 'token-expired'
      | 'drain-over'
      | 'recording-failed'
      | `view-${string}`
      | 'watcher-limit'
      | `owner-${string}`
      | 'server-stopped'
    >;

/** How a process that ran has ended. `exitCode` is null when the cluster could not tell it. */
export type ShellEnd =
  | {
      readonly kind: 'exited';
      readonly exitCode: number | null;
      readonly cause: ExitCause;
      /** The end in a sentence. */
      readonly reason: string;
    }
  | { readonly kind: 'failed'; readonly failure: ShellFailure };

/** What the backend reports of one process. Calls come in order; after `onEnd` there is none. */
export interface ShellSink {
  /**
   * The process is up. Comes before the first output.
   * @param shell what was started, for instance `bash`
   * @param attached given if nothing was started: the process ran before
   * @param marks the word in the shell's command marks, where it was asked for them and may print some
   */
  onStarted(shell: string, attached?: AttachedProcess, marks?: string): void;
  /** Bytes as the process wrote them, cut anywhere. Valid during the call only: copy what is to be kept. */
  onOutput(bytes: Uint8Array): void;
  /** The input buffer has room again after `write` returned false. */
  onDrain(): void;
  /** Exactly once, also when the process never started. */
  onEnd(end: ShellEnd): void;
}

/** Whether a process may go on: what the cluster says of the user's permission now. */
export type ShellVerdict =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused'; readonly failure: ShellFailure }
  /** The cluster gave no answer. */
  | { readonly kind: 'unknown' };

/** A question about the permission of a running process. */
export interface ShellReview {
  /** Equal for questions with the same answer. */
  readonly key: string;
  /** Asks the cluster, and no cache. Never rejects. */
  ask(): Promise<ShellVerdict>;
}

/** A running count of what a terminal's processes read. */
export interface ReadCount {
  /** Asks for the next count. Call again only after the answer. */
  ask(): void;
  /** Counts no more; nothing is called back from then on. */
  stop(): void;
}

/** The leg to the cluster: one process, mostly on a pseudo-terminal. */
export interface ShellStream {
  /** Queues bytes for the process, in order. False: wait for `onDrain`; the bytes were taken all the same. */
  write(bytes: Uint8Array): boolean;
  resize(size: TerminalSize): void;
  /**
   * Asks whether the node still answers. Calls back once, at once where silence would prove nothing: while paused, or
   * while the process may not read its input. Never if nothing comes, or once the stream has ended. The same function
   * counts once while it waits.
   */
  ping(onAnswer: () => void): void;
  /**
   * Counts the bytes that the terminal's processes read, from their input and elsewhere.
   * @param onCount answers each question with a sum that never falls; undefined: it cannot be counted (any more), last
   * @returns undefined where that is known at once
   */
  countReads(onCount: (bytes: number | undefined) => void): ReadCount | undefined;
  /** Stops reading from the cluster, so that the process blocks when the way is full. Idempotent. */
  pause(): void;
  resume(): void;
  /** The question whether the caller may still have this process; undefined unless it runs. */
  readonly review: ShellReview | undefined;
  /**
   * Ends the process with its whole terminal session (hang-up, kill 1 s later), then closes the stream. A process that it
   * was attached to goes on.
   * Resolves when nothing is left that this stream started, or it is known that this cannot be reached; never
   * rejects. `onEnd` still comes, before it resolves. Idempotent.
   */
  terminate(): Promise<void>;
}

/** Starts processes in containers. */
export interface ShellBackend {
  /** Returns at once; refusals of the cluster come as `onEnd`. Input written before the start is kept. */
  start(start: ShellStart, sink: ShellSink): ShellStream;
}

/** The leg to the browser: an ordered stream of text messages. */
export interface Connection {
  /**
   * Sends one message. False: more than the transport wants is unsent, wait for `onDrain`; the message was taken
   * all the same. Does nothing after the end.
   */
  send(message: string): boolean;
  /**
   * As `send`, for a message that is encoded already: a JSON string literal in UTF-8, with everything escaped that
   * the transport would not pass on as it is. Valid during the call only.
   */
  sendLiteral(literal: Uint8Array): boolean;
  /** Passes on now what was sent, where the transport would wait for the end of the turn. */
  flush(): void;
  /** Bytes handed to `send` that the transport has not passed to the network yet. */
  readonly bufferedBytes: number;
  /** Sends the close frame and ends the connection. Idempotent. */
  close(code: number, reason: string): void;
  /** Stops reading from the browser, so that its paste waits in its own network stack. Idempotent. */
  pauseReading(): void;
  resumeReading(): void;
}

/** What a connection reports; the terminal room gives one of these for each connection. */
export interface ConnectionListener {
  onMessage(message: string): void;
  onDrain(): void;
  /**
   * The connection is gone, for whatever reason, `close` included. Exactly once.
   * @param delivered true when the browser has confirmed our `close`: it has everything that was sent before
   */
  onClose(delivered: boolean): void;
}

/** Sessions that other replicas own. Whether the user may have one is for its owner to say. */
export interface RemoteSessions {
  /** Where a session is that is not here. */
  placeOf(sessionId: string): SessionPlace;
}

export type SessionPlace =
  /** No other replica has issued such an id. */
  | { readonly kind: 'nowhere' }
  /** Its owner has ended, and the session with it. `replica` is the owner's name. */
  | { readonly kind: 'gone'; readonly replica: string }
  /** Its owner may live and does not answer. */
  | { readonly kind: 'unreachable'; readonly replica: string }
  | {
      readonly kind: 'elsewhere';
      /** Carries the browser's connection to the owner. @returns what gets its events from now on, the bind first */
      relay(connection: Connection): ConnectionListener;
    };
