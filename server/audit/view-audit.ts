/** Lines about those who watch a shell. Its own lines are those of its owner; these are the watchers'. */

import type { Sender } from '#server/ports.ts';
import type { Connection, ShellTarget } from '#server/terminal/ports.ts';
import type { ViewObserver } from '#server/terminal/viewing/ports.ts';
import type { Audit, AuditEventName, AuditFields } from './events.ts';
import type { RequestAudit } from './request-audit.ts';

export interface ViewAuditOptions {
  readonly audit: Audit;
  readonly requests: RequestAudit;
  /** Who has opened a connection. */
  readonly senderOf: (connection: Connection) => Sender | undefined;
}

/** The shell that is watched. */
export interface ViewedShell {
  readonly shellId: string;
  readonly target: ShellTarget;
  /** Its owner's name. */
  readonly owner: string;
}

/** Follows who watches a shell. */
export function auditViews(
  { audit, requests, senderOf }: ViewAuditOptions,
  { shellId, target, owner }: ViewedShell,
): ViewObserver {
  const record = (event: AuditEventName, connection: Connection, fields: AuditFields = {}): void =>
    audit.record({ event, sender: senderOf(connection), ...target, shellId, owner, ...fields });
  return {
    onShared: () => requests.record('shell-shared', { ...target, shellId }),
    onViewed: (connection) => record('shell-viewed', connection),
    onRefused: (connection, code) => record('view-refused', connection, { code }),
    onLeft: (connection, durationMs, cause) => record('view-ended', connection, { durationMs, cause }),
    onHandedOver: (connection) => record('keyboard-handed-over', connection),
    onReturned: (connection, { bytes: bytesIn, ms: durationMs, why: cause }) =>
      record('keyboard-returned', connection, { durationMs, bytesIn, cause }),
  };
}
