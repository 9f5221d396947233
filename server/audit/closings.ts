/** Lines about connections that the gate of a terminal has closed. */

import {
  BAD_MESSAGE_CODE,
  type CloseReason,
  TOO_MANY_SESSIONS,
  UNKNOWN_SESSION,
} from '#protocol/close-codes.ts';
import type { Sender } from '#server/ports.ts';
import type { Audit, AuditEventName } from './events.ts';

/** Other closings refuse nothing: a sign-in has ended, or no bind came in time. */
const REFUSALS: ReadonlyMap<number, readonly [AuditEventName, string]> = new Map([
  [UNKNOWN_SESSION.code, ['shell-refused', 'session-not-found']],
  [TOO_MANY_SESSIONS.code, ['shell-refused', 'session-limit']],
  [BAD_MESSAGE_CODE, ['request-refused', 'bad-message']],
]);

/** Adds a line if the closing refuses something. */
export function recordClosing(audit: Audit, sender: Sender, { code: closeCode }: CloseReason): void {
  const refusal = REFUSALS.get(closeCode);
  if (refusal === undefined) return;
  const [event, code] = refusal;
  audit.record({ event, sender, code });
}
