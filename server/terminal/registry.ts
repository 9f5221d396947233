/** All sessions of this server: issues their ids, finds them for a connection, bounds their number. */

import type { SessionInfo } from '#protocol/api.ts';
import type { NoticeCode } from '#protocol/end-codes.ts';
import { DEFAULT_TERMINAL_SIZE } from '#protocol/limits.ts';
import type { ToastLevel } from '#protocol/messages.ts';
import { PodshellError } from '#protocol/problem.ts';
import { CountedLimit } from '#server/counted-limit.ts';
import type { Caller, Clock, Logger } from '#server/ports.ts';
import { type EndReason, ExpiredSessions } from './expired-sessions.ts';
import type { TerminalLimits } from './limits.ts';
import { StdoutLiteralEncoder } from './output/stdout-literal.ts';
import { PermissionChecks } from './permission-checks.ts';
import type { ShellBackend, TerminalSize } from './ports.ts';
import type { Expiry } from './process/lifetime.ts';
import type { SessionStart } from './process/process-leg.ts';
import { Session } from './session.ts';
import { NO_OBSERVER, type SessionFigures, type SessionObserver } from './session-observer.ts';

export interface RegistryOptions {
  readonly backend: ShellBackend;
  readonly limits: TerminalLimits;
  readonly clock: Clock;
  /** Of what ends because its user does not come, see {@link HeldClock}. Default: `clock`. */
  readonly patience?: Clock | undefined;
  readonly logger: Logger;
  /** A fresh id that nobody can guess: at least 128 random bits, safe in a URL. */
  readonly newSessionId: () => string;
  /** Like `Math.random`. */
  readonly random: () => number;
  /** Who learns what happens to a new session; undefined: nobody. */
  readonly observe?: ((shellId: string) => SessionObserver) | undefined;
  /** Called with the last numbers of a session that is no longer among {@link SessionRegistry.figures}. */
  readonly onGone?: ((figures: SessionFigures) => void) | undefined;
}

export interface SessionRequest extends Omit<SessionStart, 'size'> {
  readonly size?: TerminalSize;
  /** Of the client that asks. */
  readonly address: string;
}

export interface IssuedSession {
  readonly sessionId: string;
  /** Milliseconds since the epoch: unbound by then, the session is gone. */
  readonly expiresAt: number;
}

export class SessionRegistry {
  readonly #options: RegistryOptions;
  readonly #encoder = new StdoutLiteralEncoder();
  readonly #sessions = new Map<string, Session>();
  readonly #unboundByUser: CountedLimit;
  readonly #unboundByAddress: CountedLimit;
  readonly #expired = new ExpiredSessions();
  readonly #checks: PermissionChecks;
  #accepting = true;
  #onEmpty: (() => void) | undefined;

  constructor(options: RegistryOptions) {
    this.#options = options;
    const { clock, limits, random } = options;
    this.#checks = new PermissionChecks({ clock, random, intervalMs: limits.recheckMs });
    this.#unboundByUser = new CountedLimit(limits.maxUnboundSessionsPerUser);
    this.#unboundByAddress = new CountedLimit(limits.maxUnboundSessionsPerAddress);
  }

  /** True while new sessions are issued. */
  get accepting(): boolean {
    return this.#accepting;
  }

  get size(): number {
    return this.#sessions.size;
  }

  /**
   * Issues an id for a shell that the caller may open; its process starts when a connection binds it.
   * @throws PodshellError `session-limit`, `draining`
   */
  issue({ address, ...start }: SessionRequest): IssuedSession {
    if (!this.#accepting) {
      throw new PodshellError('draining', 'This server is shutting down. Try again in a moment.');
    }
    this.#checkLimits(start.caller, address);
    const { clock, limits, backend, logger, newSessionId } = this.#options;
    const sessionId = newSessionId();
    const session: Session = new Session({
      sessionId,
      address,
      start: { ...start, size: start.size ?? DEFAULT_TERMINAL_SIZE },
      backend,
      limits,
      clock,
      patience: this.#options.patience ?? clock,
      logger,
      encoder: this.#encoder,
      checks: this.#checks,
      observer: this.#options.observe?.(start.shellId) ?? NO_OBSERVER,
      onUnattached: () => this.#endUnattached(start.caller),
      onExpired: (expiry) => this.#expired.add(sessionId, start.caller, expiry),
      onGone: () => this.#forget(session),
    });
    this.#sessions.set(sessionId, session);
    return { sessionId, expiresAt: clock.now() + limits.bindTimeoutMs };
  }

  /**
   * Counts a connection that has yet to bind.
   * @param address of the client
   * @returns what to call once it has bound or closed; undefined when the caller, or the client, has too many of them
   */
  admitConnection(caller: Caller, address: string): (() => void) | undefined {
    const ofUser = this.#unboundByUser.take(caller.userId);
    const ofAddress = ofUser && this.#unboundByAddress.take(address);
    if (ofUser === undefined || ofAddress === undefined) {
      ofUser?.();
      return undefined;
    }
    return () => {
      ofUser();
      ofAddress();
    };
  }

  /** The session that a caller may attach to; undefined for an unknown id and for another user's alike. */
  find(sessionId: string, caller: Caller): Session | undefined {
    const session = this.#sessions.get(sessionId);
    return session?.attachable && session.caller.userId === caller.userId ? session : undefined;
  }

  /** Why a limit, or a lost permission, ended one of the caller's sessions; undefined for any other id. */
  expiryOf(sessionId: string, caller: Caller): EndReason | undefined {
    return this.#expired.of(sessionId, caller);
  }

  /** The caller's own live sessions, oldest first. */
  list(caller: Caller): SessionInfo[] {
    return this.#of(caller).map((session) => session.info());
  }

  /** The numbers of each live session. */
  figures(): SessionFigures[] {
    return Array.from(this.#sessions.values(), (session) => session.figures);
  }

  /** Stops issuing. What runs goes on. */
  beginDrain(): void {
    this.#accepting = false;
  }

  /** Resolves when no session is left, at the latest after `ms` milliseconds. */
  whenEmpty(ms: number): Promise<void> {
    if (this.#sessions.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(ms, resolve);
      this.#onEmpty = () => {
        cancel();
        resolve();
      };
    });
  }

  /** Shows a notice in every attached terminal. */
  notifyAll(text: string, level: ToastLevel, code: NoticeCode): void {
    for (const session of this.#sessions.values()) session.notify(text, level, code);
  }

  /** Ends every connection with a close code; the processes go on until {@link dispose}. */
  disconnectAll(code: number, reason: string): void {
    for (const session of this.#sessions.values()) session.disconnect(code, reason);
  }

  /**
   * Ends every session and waits for their processes.
   * @param why what users are told; undefined: nothing
   */
  async dispose(why?: Expiry): Promise<void> {
    this.#accepting = false;
    const sessions = [...this.#sessions.values()];
    if (why !== undefined) for (const session of sessions) session.expire(why);
    await Promise.all(sessions.map((session) => session.end('server-stopped')));
  }

  #forget(session: Session): void {
    this.#sessions.delete(session.sessionId);
    this.#options.onGone?.(session.figures);
    if (this.#sessions.size === 0) this.#onEmpty?.();
  }

  #of(caller: Caller): Session[] {
    return [...this.#sessions.values()].filter((session) => session.caller.userId === caller.userId);
  }

  /** Ends the shells that have been without a window for longest, above the number that is kept for one user. */
  #endUnattached(caller: Caller): void {
    const most = this.#options.limits.maxUnattachedSessionsPerUser;
    const since = ({ unattachedSince }: Session): number => unattachedSince ?? 0;
    const unattached = this.#of(caller).filter((session) => session.unattachedSince !== undefined);
    const surplus = Math.max(0, unattached.length - most);
    for (const session of unattached.toSorted((a, b) => since(a) - since(b)).slice(0, surplus)) {
      session.expire({
        code: 'unattached-limit',
        reason: `You left more than ${most} shells running without a window, so the server ended this one, the oldest. Open a new one.`,
      });
    }
  }

  #checkLimits(caller: Caller, address: string): void {
    this.#checkAddress(address);
    const { maxSessions, maxSessionsPerUser, maxUnboundSessionsPerUser } = this.#options.limits;
    const own = this.#of(caller);
    if (own.length >= maxSessionsPerUser) {
      throw new PodshellError(
        'session-limit',
        `The limit of open shells for one user is ${maxSessionsPerUser}, and you have as many. Close one and try again.`,
      );
    }
    if (own.filter((session) => session.isUnbound).length >= maxUnboundSessionsPerUser) {
      throw new PodshellError(
        'session-limit',
        `You have requested ${maxUnboundSessionsPerUser} shells that no terminal has connected to yet. Try again in a few seconds.`,
      );
    }
    if (this.#sessions.size >= maxSessions) {
      throw new PodshellError(
        'session-limit',
        `The limit of open shells on this server is ${maxSessions}, and it has as many. Try again when others have closed theirs.`,
      );
    }
  }

  #checkAddress(address: string): void {
    const { maxSessionsPerAddress, maxUnboundSessionsPerAddress } = this.#options.limits;
    const here = [...this.#sessions.values()].filter((session) => session.address === address);
    if (here.length >= maxSessionsPerAddress) {
      throw new PodshellError(
        'session-limit',
        `The limit of open shells for one client address is ${maxSessionsPerAddress}, and yours has as many. Close one and try again.`,
      );
    }
    if (here.filter((session) => session.isUnbound).length >= maxUnboundSessionsPerAddress) {
      throw new PodshellError(
        'session-limit',
        `${maxUnboundSessionsPerAddress} shells were requested from your address that no terminal has connected to yet. Try again in a few seconds.`,
      );
    }
  }
}
