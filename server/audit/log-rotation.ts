import type { EventEmitter } from 'node:events';
import type { OpenedAudit } from './open-audit.ts';

/**
 * Opens the file of the audit log again on each SIGHUP, as logrotate and others send it. Without a file, SIGHUP ends the
 * process as ever.
 * @param signals emits signals by their names, as `process` does
 */
export function followLogRotation(signals: Pick<EventEmitter, 'on'>, { reopen }: OpenedAudit): void {
  if (reopen !== undefined) signals.on('SIGHUP', () => void reopen());
}
