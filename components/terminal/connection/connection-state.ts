/** The state of a terminal's connection. */

import type { ExitCause } from '#protocol/end-codes.ts';
import type { AttachedFields, RecordedAs } from '#protocol/messages.ts';

/** Why there is no shell. `code` is stable; `detail` is a sentence with the cause, or ''. */
export interface ShellProblem {
  readonly code: string;
  readonly detail: string;
  /** True if the shell was open before it failed. */
  readonly wasOpen: boolean;
}

/** The main process of a container. */
export interface AttachedTo {
  /** Without a terminal, lines end without a carriage return, and the process knows no window. */
  readonly terminal: boolean;
  /** It reads what is typed. */
  readonly input: boolean;
  /** It is the shell of a debug container. */
  readonly debug: boolean;
}

/** What the server tells of the process that a session is attached to. */
export function attachedTo({ Tty: terminal, Stdin: input, Debug: debug }: AttachedFields): AttachedTo {
  return { terminal, input, debug };
}

export type ConnectionState =
  | {
      readonly kind: 'connecting';
      /** The container that the server chose; '' until then. */
      readonly container: string;
    }
  | {
      readonly kind: 'ready';
      readonly container: string;
      /** What runs, for instance `bash`. */
      readonly shell: string;
      /** For instance `websocket` or `xhr-streaming`. */
      readonly transport: string;
      /** Names the shell in audit logs; missing where the server gave none. */
      readonly shellId?: string;
      /** Given where this is the container's main process, which the end of the session does not end. */
      readonly attached?: AttachedTo;
      /** How the server records what the shell prints; missing: not at all. */
      readonly recording?: RecordedAs;
      /** False: the shell ran before, and this page has come back to it or taken it up. */
      readonly isNew: boolean;
    }
  | {
      readonly kind: 'reconnecting';
      /** Number of the current or next attempt, from 1. */
      readonly attempt: number;
      /** Start of the next attempt, on the connection's clock; null while an attempt is running. */
      readonly retryAt: number | null;
      /** False until the first connection was established. */
      readonly wasOpen: boolean;
      /** Why the server has ended the last connection; missing where it said nothing. */
      readonly cause?: Pick<ShellProblem, 'code' | 'detail'>;
    }
  | {
      readonly kind: 'exited';
      readonly exitCode: number | null;
      /** How it ended, in the server's words. */
      readonly reason: string;
      /** The stable code of that; missing where the server gave none. */
      readonly exitCause?: ExitCause;
      /** Why the server ended the process; undefined if it exited by itself. */
      readonly cause?: Pick<ShellProblem, 'code' | 'detail'>;
    }
  | { readonly kind: 'failed'; readonly problem: ShellProblem };

/** True for a shell that goes on after the user has signed in again, with what is typed meanwhile. */
function waitsForSignIn(state: ConnectionState): boolean {
  return state.kind === 'failed' && state.problem.code === 'sign-in-expired' && state.problem.wasOpen;
}

/** True while there is a shell that output has come from, connected or not. */
export function isOpen(state: ConnectionState): boolean {
  return state.kind === 'ready' || (state.kind === 'reconnecting' && state.wasOpen) || waitsForSignIn(state);
}

/** True while a shell is open or opening, so that input can be sent or kept. */
export function hasShell(state: ConnectionState): boolean {
  return (state.kind !== 'exited' && state.kind !== 'failed') || waitsForSignIn(state);
}

/** The state's name for automation: `data-state` and `window.podshell`. */
export type StateName = ConnectionState['kind'];

/** The state's name for the user. `asking`: nothing failed, the shell waits for the user's reason. */
export type ShownState = StateName | 'asking';

export function shownState(state: ConnectionState): ShownState {
  return state.kind === 'failed' && asksReason(state.problem) ? 'asking' : state.kind;
}

/** True where the server asks why the shell is opened before it opens one. */
export function asksReason({ code }: ShellProblem): boolean {
  return code === 'reason-required' || code === 'reason-optional';
}
