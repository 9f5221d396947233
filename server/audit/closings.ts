/** Lines about connections that were closed because of what their clients did. */

import {
  BAD_MESSAGE_CODE,
  type CloseReason,
  MESSAGE_TOO_BIG_CODE,
  TOO_MANY_SESSIONS,
  UNKNOWN_SESSION,
} from '#protocol/close-codes.ts';
import type { Sender } from '#server/ports.ts';
import type { Audit, AuditEventName } from './events.ts';

/** Other closings of the gate refuse nothing: a sign-in has ended, or no bind came in time. */
const REFUSALS: ReadonlyMap<number, readonly [AuditEventName, string]> = new Map([
  [UNKNOWN_SESSION.code, ['shell-refused', 'session-not-found']],
  [TOO_MANY_SESSIONS.code, ['shell-refused', 'session-limit']],
  [BAD_MESSAGE_CODE, ['request-refused', 'bad-message']],
]);

/** Adds a line if the gate of a terminal has closed a connection to refuse something. */
export function recordClosing(audit: Audit, sender: Sender, { code: closeCode }: CloseReason): void {
  const refusal = REFUSALS.get(closeCode);
  if (refusal === undefined) return;
  const [event, code] = refusal;
  audit.record({ event, sender, code });
}

/** Adds a line about input that is no message at all, or too large a one. */
export function recordBadInput(audit: Audit, sender: Sender, closeCode: number): void {
  const code = closeCode === MESSAGE_TOO_BIG_CODE ? 'message-too-big' : 'bad-message';
  audit.record({ event: 'request-refused', sender, code });
}
