/** The last message and the close frame that a browser gets when its process has ended. */

import { EXEC_FAILED_CODE, FORBIDDEN, PROCESS_EXITED, UNAUTHENTICATED } from '#protocol/close-codes.ts';
import type { ServerMessage } from '#protocol/messages.ts';
import { isPermissionRefused } from '#protocol/permission-refused.ts';
import type { ShellEnd, ShellFailure } from '../ports.ts';

export interface EndMessage {
  readonly message: ServerMessage;
  readonly code: number;
  readonly reason: string;
}

/** The message and the close frame for an end. */
export function endMessageOf(end: ShellEnd): EndMessage {
  if (end.kind === 'exited') {
    return {
      ...PROCESS_EXITED,
      message: { Op: 'exit', Code: end.exitCode, Data: end.reason, Cause: end.cause },
    };
  }
  const { code, reason } = end.failure;
  return {
    code: closeCodeOf(end.failure),
    reason,
    message: { Op: 'toast', Data: reason, Level: 'error', Code: code },
  };
}

function closeCodeOf({ code }: ShellFailure): number {
  if (isPermissionRefused(code)) return FORBIDDEN.code;
  if (code === 'unauthenticated' || code === 'cluster-unauthenticated') return UNAUTHENTICATED.code;
  return EXEC_FAILED_CODE;
}
