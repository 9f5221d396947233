/** Maps close codes to what they mean for the terminal. */

import {
  BAD_MESSAGE_CODE,
  EXEC_FAILED_CODE,
  FORBIDDEN,
  MESSAGE_TOO_BIG_CODE,
  PROCESS_EXITED,
  TAKEN_OVER,
  TOO_MANY_SESSIONS,
  UNAUTHENTICATED,
  UNKNOWN_SESSION,
} from '#protocol/close-codes.ts';
import type { CloseFailureCode } from '#protocol/end-codes.ts';

export type Ending =
  /** The connection was lost, but the shell may still run: reconnect and resume. */
  | { readonly kind: 'lost' }
  /** The process ended; the `exit` message came before. */
  | { readonly kind: 'exited' }
  /** The session is unknown or has expired. */
  | { readonly kind: 'gone' }
  /** Retrying is useless without the user. `code` is stable; `detail` is the server's text or ''. */
  | { readonly kind: 'refused'; readonly code: CloseFailureCode; readonly detail: string };

/**
 * Maps a close code. Codes that are not ours (SockJS's own, or made up by the browser) count as a lost connection.
 */
export function endingOf(code: number, reason: string): Ending {
  switch (code) {
    case PROCESS_EXITED.code:
      return { kind: 'exited' };
    case UNKNOWN_SESSION.code:
      return { kind: 'gone' };
    case EXEC_FAILED_CODE:
      return { kind: 'refused', code: 'exec-failed', detail: reason };
    case MESSAGE_TOO_BIG_CODE:
      return { kind: 'refused', code: 'message-too-big', detail: '' };
    case BAD_MESSAGE_CODE:
      return { kind: 'refused', code: 'bad-message', detail: reason };
    case UNAUTHENTICATED.code:
      return {
        kind: 'refused',
        code: 'unauthenticated',
        detail: wordsBeyond(UNAUTHENTICATED.reason, reason),
      };
    case FORBIDDEN.code:
      return { kind: 'refused', code: 'forbidden', detail: wordsBeyond(FORBIDDEN.reason, reason) };
    case TAKEN_OVER.code:
      return { kind: 'refused', code: 'taken-over', detail: '' };
    case TOO_MANY_SESSIONS.code:
      return {
        kind: 'refused',
        code: 'session-limit',
        detail: wordsBeyond(TOO_MANY_SESSIONS.reason, reason),
      };
    default:
      return { kind: 'lost' };
  }
}

/** The server's reason, if it says more than the code. */
function wordsBeyond(usual: string, reason: string): string {
  return reason === usual ? '' : reason;
}
