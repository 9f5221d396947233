/** All sessions of this server: issues their ids, finds them for a connection, bounds their number. */

import type { SessionInfo } from '#protocol/api.ts';
import { DEFAULT_TERMINAL_SIZE } from '#protocol/limits.ts';
import { PodshellError } from '#protocol/problem.ts';
import { CountedLimit } from '#server/counted-limit.ts';
import type { Caller, Clock, Logger } from '#server/ports.ts';
import { type EndReason, ExpiredSessions } from './expired-sessions.ts';
import { MAX_STDOUT_BYTES, type TerminalLimits } from './limits.ts';
import { StdoutLiteralEncoder } from './output/stdout-literal.ts';
import { PermissionChecks } from './permission-checks.ts';
import type { ShellBackend, TerminalSize } from './ports.ts';
import { type Expiry, KEEPS_RUNNING } from './process/lifetime.ts';
import type { SessionStart } from './process/process-leg.ts';
import { Session } from './session.ts';
import { type SessionCounts, SessionGroups } from './session-groups.ts';
import { type ReachedLimit, sessionLimitError } from './session-limit.ts';
import type { SessionNotice } from './session-notice.ts';
import { NO_OBSERVER, type SessionFigures, type SessionObserver } from './session-observer.ts';
import type { SessionRoom } from './session-options.ts';
import { surplusOf, type UnattachedSession } from './surplus-sessions.ts';

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
  /** Called with each new session, before anybody can bind it: who follows it from its start. */
  readonly onIssued?: ((shellId: string, session: Session) => void) | undefined;
  /** Called when a session counts otherwise than before: issued, bound, left without a window, ended. */
  readonly onCounted?: ((session: CountedSession) => void) | undefined;
  /** Called with the last numbers of a session that is no longer among {@link SessionRegistry.figures}. */
  readonly onGone?: ((figures: SessionFigures) => void) | undefined;
}

export interface SessionRequest extends Omit<SessionStart, 'size'> {
  readonly size?: TerminalSize;
  /** Of the client that asks. */
  readonly address: string;
}

/** For whom a session counts. */
export type CountedSession = Pick<Session, 'caller' | 'address'>;

export type { SessionCounts };

/** How many sessions each user, and each client address, has. */
export interface CountedSessions {
  readonly byUser: Pick<SessionGroups, 'countsOf' | 'keys'>;
  readonly byAddress: Pick<SessionGroups, 'countsOf' | 'keys'>;
}

export interface IssuedSession {
  readonly sessionId: string;
  /** Milliseconds since the epoch: unbound by then, the session is gone. */
  readonly expiresAt: number;
}

export class SessionRegistry {
  readonly #options: RegistryOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #byUser = new SessionGroups();
  readonly #byAddress = new SessionGroups();
  readonly #unboundByUser: CountedLimit;
  readonly #unboundByAddress: CountedLimit;
  readonly #expired = new ExpiredSessions();
  readonly #room: SessionRoom<Session>;
  #accepting = true;
  #announced: (() => SessionNotice) | undefined;
  #onEmpty: (() => void) | undefined;

  constructor(options: RegistryOptions) {
    this.#options = options;
    const { backend, clock, limits, logger, random } = options;
    this.#room = {
      backend,
      limits,
      clock,
      patience: options.patience ?? clock,
      logger,
      encoder: new StdoutLiteralEncoder(MAX_STDOUT_BYTES),
      checks: new PermissionChecks({ clock, random, intervalMs: limits.recheckMs }),
      onCounted: (session) => this.#count(session),
      onExpired: ({ sessionId, caller }, why) => this.#expired.add(sessionId, caller, why),
      onGone: (session) => this.#forget(session),
    };
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
    const { clock, limits, newSessionId } = this.#options;
    const sessionId = newSessionId();
    const session = new Session({
      sessionId,
      address,
      start: { ...start, size: start.size ?? DEFAULT_TERMINAL_SIZE },
      observer: this.#options.observe?.(start.shellId) ?? NO_OBSERVER,
      room: this.#room,
    });
    this.#sessions.set(sessionId, session);
    this.#options.onIssued?.(start.shellId, session);
    this.#count(session);
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

  /** A user's own live sessions, oldest first. */
  list({ userId }: Pick<Caller, 'userId'>): SessionInfo[] {
    return Array.from(this.#byUser.of(userId), (session) => session.info());
  }

  /** The live sessions, for those that count them. */
  get counted(): CountedSessions {
    return { byUser: this.#byUser, byAddress: this.#byAddress };
  }

  /** A user's shells without a window. */
  unattached(userId: string): UnattachedSession[] {
    return [...this.#byUser.unattachedOf(userId)].flatMap(({ sessionId, unattachedSince: since, usedAt }) =>
      since === undefined ? [] : [{ sessionId, since, usedAt }],
    );
  }

  /** Ends a shell above the number that is kept without a window for one user, unless it has got one meanwhile. */
  endUnattached({ sessionId, since }: Omit<UnattachedSession, 'usedAt'>): void {
    const session = this.#sessions.get(sessionId);
    if (session === undefined || session.unattachedSince !== since) return;
    const { maxUnattachedSessionsPerUser: most } = this.#options.limits;
    session.expire({
      code: 'unattached-limit',
      reason: `You left more than ${most} shells running without a window, so the server ended this one. Open a new one.`,
      detached: `You left more than ${most} terminals without a window, so the server detached this one. ${KEEPS_RUNNING}`,
    });
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

  /** Shows a notice in every terminal, also in those that come back later, as it is then. */
  announce(notice: () => SessionNotice): void {
    this.#announced = notice;
    for (const session of this.#sessions.values()) session.notify(notice());
  }

  /** A connection has taken the session: tells it what was announced. */
  greet(session: Session): void {
    if (this.#announced !== undefined && !session.hasEnded) session.notify(this.#announced());
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

  #count(session: Session): void {
    const { userId } = session.caller;
    this.#byUser.count(userId, session);
    this.#byAddress.count(session.address, session);
    this.#endSurplus(userId);
    this.#options.onCounted?.(session);
  }

  #forget(session: Session): void {
    this.#sessions.delete(session.sessionId);
    this.#byUser.forget(session.caller.userId, session);
    this.#byAddress.forget(session.address, session);
    this.#options.onCounted?.(session);
    this.#options.onGone?.(session.figures);
    if (this.#sessions.size === 0) this.#onEmpty?.();
  }

  /** Ends shells without a window above the number that is kept for one user. */
  #endSurplus(userId: string): void {
    const most = this.#options.limits.maxUnattachedSessionsPerUser;
    if (this.#byUser.countsOf(userId).unattached <= most) return;
    for (const one of surplusOf(this.unattached(userId), most)) this.endUnattached(one);
  }

  #checkLimits({ userId }: Caller, address: string): void {
    const { limits } = this.#options;
    const here = this.#byAddress.countsOf(address);
    const own = this.#byUser.countsOf(userId);
    const reached = (limit: ReachedLimit): PodshellError => sessionLimitError(limit, limits);
    if (here.total >= limits.maxSessionsPerAddress) throw reached('address');
    if (here.unbound >= limits.maxUnboundSessionsPerAddress) throw reached('address-unbound');
    if (own.total >= limits.maxSessionsPerUser) throw reached('user');
    if (own.unbound >= limits.maxUnboundSessionsPerUser) throw reached('user-unbound');
    if (this.#sessions.size >= limits.maxSessions) throw reached('server');
  }
}
