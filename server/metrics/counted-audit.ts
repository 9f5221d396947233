/** Counts what the audit log has lines about, whether the log is kept or not. */

import type { Counter } from 'prom-client';
import type { Audit, AuditEvent } from '#server/audit/events.ts';
import { codeLabel, endResult } from './known-codes.ts';

export interface EventCounters {
  readonly opens: Counter<'result' | 'code'>;
  readonly resumes: Counter<'result' | 'code'>;
  readonly ends: Counter<'result' | 'code'>;
  readonly signIns: Counter<'mode' | 'result' | 'code'>;
  readonly refusals: Counter<'code'>;
  /** Of `PODSHELL_AUTH`. */
  readonly mode: string;
}

/** The same audit log; each of its events is counted as well. */
export function countedAudit(audit: Audit, counters: EventCounters): Audit {
  return {
    record(event) {
      count(event, counters);
      audit.record(event);
    },
    written: () => audit.written(),
  };
}

function count(
  { event, code, cause = '', shellId }: AuditEvent,
  { opens, resumes, ends, signIns, refusals, mode }: EventCounters,
): void {
  switch (event) {
    case 'signed-in':
      signIns.inc({ mode, result: 'signed-in', code: '' });
      return;
    case 'sign-in-refused':
      signIns.inc({ mode, result: 'refused', code: codeLabel(code) });
      return;
    case 'request-refused':
      refusals.inc({ code: codeLabel(code) });
      return;
    case 'shell-opened':
    case 'attached':
      opens.inc({ result: 'opened', code: '' });
      return;
    case 'shell-resumed':
      resumes.inc({ result: 'resumed', code: '' });
      return;
    case 'shell-taken-over':
      resumes.inc({ result: 'taken-over', code: '' });
      return;
    case 'shell-refused':
      // Without a shell, the connection was refused: by an unknown id, or because there are too many.
      if (shellId !== undefined) opens.inc({ result: 'refused', code: codeLabel(code) });
      else if (code === 'session-not-found') resumes.inc({ result: 'refused', code });
      else refusals.inc({ code: codeLabel(code) });
      return;
    case 'shell-ended':
      ends.inc({ result: endResult(cause), code: codeLabel(cause) });
      return;
    case 'signed-out':
    case 'shell-requested':
    case 'debug-created':
    case 'debug-deleted':
    case 'shell-shared':
    case 'shell-viewed':
    case 'view-refused':
    case 'view-ended':
    case 'keyboard-handed-over':
    case 'keyboard-returned':
    case 'recording-read':
    case 'log-read':
    case 'lines-left-out':
      return;
    default:
      event satisfies never;
  }
}
