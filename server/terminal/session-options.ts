import type { Clock, Logger } from '#server/ports.ts';
import type { EndReason } from './expired-sessions.ts';
import type { TerminalLimits } from './limits.ts';
import type { StdoutLiteralEncoder } from './output/stdout-literal.ts';
import type { PermissionChecks } from './permission-checks.ts';
import type { ShellBackend } from './ports.ts';
import type { SessionStart } from './process/process-leg.ts';
import type { SessionObserver } from './session-observer.ts';

/** What a session is made with: by the registry alone. */
export interface SessionOptions {
  readonly sessionId: string;
  /** Of the client that asked for the session. */
  readonly address: string;
  readonly start: SessionStart;
  readonly backend: ShellBackend;
  readonly limits: TerminalLimits;
  readonly clock: Clock;
  /** Of what ends because its user does not come. */
  readonly patience: Clock;
  readonly logger: Logger;
  /** Shared by all sessions: its buffer is free again after each message. */
  readonly encoder: StdoutLiteralEncoder;
  /** Asks again and again whether the user may still have the shell. */
  readonly checks: PermissionChecks;
  readonly observer: SessionObserver;
  /** Called when the session counts otherwise than before: bound, kept without a window, with one again, ending. */
  readonly onCounted: () => void;
  /** Called when a limit or a lost permission ends the session, before {@link onGone}. */
  readonly onExpired: (why: EndReason) => void;
  /** Called once, when nothing of the session is left. */
  readonly onGone: () => void;
}
