/** What the audit log has lines about, and the fields of a line. docs/audit.md explains each. */

import type { Sender } from '#server/ports.ts';

export const AUDIT_EVENTS = [
  'signed-in',
  'sign-in-refused',
  'signed-out',
  'request-refused',
  'shell-requested',
  'shell-refused',
  'shell-opened',
  'attached',
  'debug-created',
  'debug-deleted',
  'shell-resumed',
  'shell-taken-over',
  'shell-shared',
  'shell-viewed',
  'view-refused',
  'view-ended',
  'keyboard-handed-over',
  'keyboard-returned',
  'shell-ended',
  'recording-read',
  'log-read',
  /** Lines are missing: refusals over the limit, or lines that could not be written. */
  'lines-left-out',
] as const;

export type AuditEventName = (typeof AUDIT_EVENTS)[number];

/** Where they apply. Never a keystroke, a token or the id of a session. */
export interface AuditFields {
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
  readonly pod?: string | undefined;
  readonly container?: string | undefined;
  /** Program and arguments: the user's own command, else the shell. */
  readonly command?: readonly string[] | undefined;
  /** Why the user opens the shell, in their words. */
  readonly reason?: string | undefined;
  /** Of a debug container. */
  readonly image?: string | undefined;
  /** The copy of the pod that has the debug container. */
  readonly copy?: string | undefined;
  /** Of a debug container. */
  readonly profile?: string | undefined;
  readonly shellId?: string | undefined;
  /** Whose shell it is, where that is not the sender. */
  readonly owner?: string | undefined;
  /** Why something was refused: a code of `#protocol/problem.ts` or of a close. */
  readonly code?: string | undefined;
  /** From the start of the process to its end. */
  readonly durationMs?: number | undefined;
  readonly bytesIn?: number | undefined;
  readonly bytesOut?: number | undefined;
  readonly exitCode?: number | undefined;
  /** Why a shell ended, or lines are missing. */
  readonly cause?: string | undefined;
  /** Head of the hash chain of the shell's recording, in hex. */
  readonly recordingHash?: string | undefined;
  /** How many lines are missing. */
  readonly leftOut?: number | undefined;
}

export interface AuditEvent extends AuditFields {
  readonly event: AuditEventName;
  /** Undefined for what no request has caused. */
  readonly sender: Sender | undefined;
}

/** What the rooms of the server know of the audit log. */
export interface Audit {
  /** Adds a line. Never throws and never waits. */
  record(event: AuditEvent): void;
  /**
   * Resolves when all lines so far are on the disk.
   * @throws Error when they cannot be written now
   */
  written(): Promise<void>;
}

/** For a server without an audit log. */
export const NO_AUDIT: Audit = { record() {}, written: () => Promise.resolve() };
