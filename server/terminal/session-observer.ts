/** What others learn of a session, for logs and metrics. */

import type { SessionInfo } from '#protocol/api.ts';
import type { ExitCause } from '#protocol/end-codes.ts';
import type { Connection, ShellFailureCode } from './ports.ts';
import type { Expiry } from './process/lifetime.ts';
import { failedToStart, type ProcessState } from './process/process-leg.ts';

/** Why a session was ended that would have gone on. Stable words. */
export type SessionEndCause =
  /** In its terminal, from the list of running shells, or by a program. */
  | 'closed-by-user'
  /** Its page was closed, and nobody came back in time. */
  | 'page-closed'
  /** Its connection was lost, and nobody came back in time. */
  | 'connection-lost'
  /** No connection has bound it in time. */
  | 'never-connected'
  | 'server-stopped'
  | Expiry['code']
  /** The user may no longer have it. */
  | ShellFailureCode;

/** How it went with a session in all. */
export interface SessionEnd {
  /** `process-exited`: by itself. Else why it was ended, or the code of what has broken it. */
  readonly cause: SessionEndCause | ExitCause;
  /** Undefined when the cluster could not tell it. */
  readonly exitCode: number | undefined;
  /** What was typed, in bytes. */
  readonly bytesIn: number;
  /** What the process has printed, in bytes. */
  readonly bytesOut: number;
  /** Head of the hash chain of its recording, in hex; undefined: it was not recorded. */
  readonly recordingHash?: string | undefined;
}

/** The numbers of a session so far. */
export interface SessionFigures extends Pick<SessionEnd, 'bytesIn' | 'bytesOut'> {
  readonly state: SessionInfo['state'];
  /** How long flow control kept the process waiting, in milliseconds. */
  readonly pausedMs: number;
}

/** Calls come in the order of the events. `onRefused` or `onEnded` is the last, exactly once. */
export interface SessionObserver {
  /** A connection has bound the session; `taken-over`: from one that was still there. */
  onBound(how: 'first' | 'resumed' | 'taken-over', connection: Connection): void;
  /**
   * The process is up.
   * @param shell what was started, for instance `bash`
   * @param marks the word in the shell's command marks; undefined: it has none
   */
  onStarted(shell: string, marks?: string): void;
  /** The process could not start. */
  onRefused(code: ShellFailureCode): void;
  onEnded(end: SessionEnd): void;
}

export const NO_OBSERVER: SessionObserver = {
  onBound() {},
  onStarted() {},
  onRefused() {},
  onEnded() {},
};

/**
 * Tells an observer how a session has ended.
 * @param cause why it was ended; undefined for a process that has ended by itself
 */
export function tellEnd(
  observer: SessionObserver,
  process: ProcessState,
  cause: SessionEndCause | undefined,
  bytes: Pick<SessionEnd, 'bytesIn' | 'bytesOut'>,
): void {
  if (failedToStart(process)) {
    observer.onRefused(process.end.failure.code);
    return;
  }
  const end = process.kind === 'ended' ? process.end : undefined;
  const found = end?.kind === 'failed' ? end.failure.code : end?.cause;
  const exitCode = end?.kind === 'exited' ? (end.exitCode ?? undefined) : undefined;
  observer.onEnded({ cause: cause ?? found ?? 'ended-by-server', exitCode, ...bytes });
}
