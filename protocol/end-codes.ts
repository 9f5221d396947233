/**
 * The stable codes that `toast` and `exit` messages carry: what a client acts on and translates. The sentence beside
 * a code is for people and may change. Codes are never renamed; a client treats one that it does not know as none.
 */

import { PROBLEMS, type ProblemCode } from './problem.ts';

/** Why a shell ended or never started: sent in `toast` before the close, beside the codes of HTTP problems. */

export const END_CODES = [
  /** None of the shells exists in the container's image. */
  'shell-not-found',
  /** The container's image does not have the command that was asked for. */
  'command-not-found',
  /** The shell or command exists but may not be executed. */
  'command-not-executable',
  /** The stream to the cluster ended without a status: a node, a kubelet or an API server went away. */
  'stream-broken',
  /** The pod was deleted under the open shell. */
  'pod-deleted',
  /** The container restarted under the open shell. */
  'container-restarted',
  /** The container ended under the open shell and is not started again. */
  'container-ended',
  /** The shell was killed in a container that has probably run out of memory and still runs. */
  'out-of-memory',
  /** Nothing was typed for as long as the server allows. */
  'idle-limit',
  /** The shell has reached the longest life that the server allows. */
  'life-limit',
  /** The user had more shells without a window than the server keeps, and this one was left, or used, longest ago. */
  'unattached-limit',
  /** The user ended it, but not in its own terminal: from the list of running shells, or by a program. */
  'closed-by-user',
  /** The sign-in ended under the open shell, which is kept for a resume by the same user. */
  'sign-in-expired',
  /** The server ended the shell before the user's token expired: nobody could have ended its process afterwards. */
  'token-expired',
  /** The replica of Podshell that ran the shell has ended without saying so. */
  'replica-gone',
  /** The server was stopped, and the time that open shells had left is over. */
  'drain-over',
  /** The shell must be recorded, and its recording failed. */
  'recording-failed',
  /** To a watcher: the shell's owner has ended the link. */
  'view-ended',
  /** To a watcher: the shell's owner has removed them. */
  'view-removed',
  /** To a watcher: the link was too old. */
  'view-expired',
  /** To a watcher: the shell has ended. */
  'view-over',
  /** To a watcher: as many watch the shell as may. */
  'watcher-limit',
  /** To a watcher: the owner has ended the shell. */
  'owner-ended',
  /** To a watcher: nobody of the owner's came back to the shell in time. */
  'owner-away',
  /** To a watcher: the owner may no longer have the shell. */
  'owner-refused',
  /** To a watcher: the server was stopped. */
  'server-stopped',
] as const;

export type EndCode = (typeof END_CODES)[number];

/** What a `toast` announces while the connection goes on. */
export const NOTICE_CODES = [
  /** The server shuts down soon. */
  'draining',
  /** The user's token expires soon, which will end the shell. */
  'token-expiring',
  /** The shell is recorded from now on. */
  'recording-started',
  /** Parts of the output are missing from the recording. The shell goes on. */
  'recording-gap',
  /** The store has lost the beginning of the recording, of which nothing can be replayed. The shell goes on. */
  'recording-lost',
] as const;

export type NoticeCode = (typeof NOTICE_CODES)[number];

/** Every code of a `toast` that the server sends. */
export type ToastCode = NoticeCode | EndCode | ProblemCode;

/** How a process ended: `Cause` of an `exit`, whose `Code` is the exit code. */
export const EXIT_CAUSES = [
  /** By itself or by a signal: the exit code says which, and the sentence says no more than that. */
  'process-exited',
  /** The server ended it, on request or by a limit, and its exit code is not known. */
  'ended-by-server',
  /** It did not end: the session was attached to a container's main process, and has left it. */
  'detached',
] as const;

export type ExitCause = (typeof EXIT_CAUSES)[number];

const NOTICES: ReadonlySet<string> = new Set(NOTICE_CODES);
const ENDS: ReadonlySet<string> = new Set([...Object.keys(PROBLEMS), ...END_CODES]);
const CAUSES: ReadonlySet<string> = new Set(EXIT_CAUSES);

/** True for the code of a `toast` that explains why the connection is about to end. */
export function explainsEnd(code: string): code is Exclude<ToastCode, NoticeCode> {
  return ENDS.has(code) && !NOTICES.has(code);
}

/** True for a `Cause` that this version knows. */
export function isExitCause(value: unknown): value is ExitCause {
  return typeof value === 'string' && CAUSES.has(value);
}

/** What a page calls the close codes that end a shell's connection for good and have no better code. */
export type CloseFailureCode =
  /** 2: the exec could not start or broke. */
  | 'exec-failed'
  /** 1009 */
  | 'message-too-big'
  /** 4400 */
  | 'bad-message'
  /** 4401 */
  | 'unauthenticated'
  /** 4403 */
  | 'forbidden'
  /** 4404 */
  | 'session-gone'
  /** 4409 */
  | 'taken-over'
  /** 4429 */
  | 'session-limit';
