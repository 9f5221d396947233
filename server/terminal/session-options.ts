import type { Clock, Logger } from '#server/ports.ts';
import type { EndReason } from './expired-sessions.ts';
import type { TerminalLimits } from './limits.ts';
import type { StdoutLiteralEncoder } from './output/stdout-literal.ts';
import type { PermissionChecks } from './permission-checks.ts';
import type { ShellBackend } from './ports.ts';
import type { SessionStart } from './process/process-leg.ts';
import type { SessionObserver } from './session-observer.ts';

/** What a session is made with: by the registry alone. */
export interface SessionOptions<Session> {
  readonly sessionId: string;
  /** Of the client that asked for the session. */
  readonly address: string;
  readonly start: SessionStart;
  readonly observer: SessionObserver;
  readonly room: SessionRoom<Session>;
}

/** What all sessions of a registry share. */
export interface SessionRoom<Session> {
  readonly backend: ShellBackend;
  readonly limits: TerminalLimits;
  readonly clock: Clock;
  /** Of what ends because its user does not come. */
  readonly patience: Clock;
  readonly logger: Logger;
  /** Its buffer is free again after each message. */
  readonly encoder: StdoutLiteralEncoder;
  /** Asks again and again whether the user may still have the shell. */
  readonly checks: PermissionChecks;
  /** Called when the session counts otherwise than before: bound, kept without a window, with one again, ending. */
  onCounted(session: Session): void;
  /** Called when a limit or a lost permission ends the session, before {@link onGone}. */
  onExpired(session: Session, why: EndReason): void;
  /** Called once, when nothing of the session is left. */
  onGone(session: Session): void;
}
