/** The whole room on fakes: a registry, a clock, processes and browsers that a test plays by hand. */

import type { BindMessage } from '#protocol/messages.ts';
import type { Caller } from '#server/ports.ts';
import { localCaller } from '#server/testing/callers.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { serveConnection } from '../connection-gate.ts';
import { HeldClock } from '../held-clock.ts';
import type { TerminalLimits } from '../limits.ts';
import { type RegistryOptions, SessionRegistry, type SessionRequest } from '../registry.ts';
import type { Session } from '../session.ts';
import { FakeBackend } from './fake-backend.ts';
import { FakeConnection } from './fake-connection.ts';

export const ALICE: Caller = localCaller('alice', 'Alice');
export const BOB: Caller = localCaller('bob', 'Bob');

/** A sign-in of a user that a test ends. */
export function signedIn(user: Caller): { readonly caller: Caller; readonly end: () => void } {
  const ended = new AbortController();
  return { caller: { ...user, ended: ended.signal }, end: () => ended.abort() };
}

/** Of the client of every test that has no other. */
export const ADDRESS = '203.0.113.1';

export const LIMITS: TerminalLimits = {
  bindTimeoutMs: 10_000,
  resumeMs: 60_000,
  reopenMs: 10_000,
  scrollbackBytes: 1024 * 1024,
  idleMs: 0,
  lifeMs: 0,
  recheckMs: 0,
  maxSessions: 5,
  maxSessionsPerUser: 3,
  maxUnboundSessionsPerUser: 100,
  maxSessionsPerAddress: 100,
  maxUnboundSessionsPerAddress: 100,
  maxUnattachedSessionsPerUser: 20,
};

export class TerminalRoom {
  readonly clock = new FakeClock();
  readonly patience = new HeldClock(this.clock);
  readonly backend = new FakeBackend();
  readonly logger = new RecordingLogger();
  readonly registry: SessionRegistry;
  readonly limits: TerminalLimits;
  /** What the observers of all sessions were told: the name of the call, then its first argument. */
  readonly observed: unknown[][] = [];
  /** Close codes of connections that the gate has closed. */
  readonly refused: number[] = [];
  /** How often somebody has used a terminal. */
  uses = 0;
  #ids = 0;

  constructor(limits: Partial<TerminalLimits> = {}, options: Partial<RegistryOptions> = {}) {
    this.limits = { ...LIMITS, ...limits };
    this.registry = new SessionRegistry({
      backend: this.backend,
      limits: this.limits,
      clock: this.clock,
      patience: this.patience,
      logger: this.logger,
      observe: () => ({
        onBound: (how) => this.observed.push(['bound', how]),
        onStarted: (shell) => this.observed.push(['started', shell]),
        onRefused: (code) => this.observed.push(['refused', code]),
        onEnded: (end) => this.observed.push(['ended', end]),
      }),
      newSessionId: () => {
        this.#ids += 1;
        return `session-${this.#ids}`;
      },
      random: () => 0.5,
      ...options,
    });
  }

  issue(
    caller: Caller = ALICE,
    address = ADDRESS,
    start: Pick<SessionRequest, 'attach' | 'recording'> = {},
  ): string {
    const target = { context: 'demo', namespace: 'team-a', pod: 'debian', container: 'main' };
    return this.registry.issue({
      address,
      shellId: `shell-${this.#ids + 1}`,
      caller,
      target,
      shell: undefined,
      command: undefined,
      ...start,
    }).sessionId;
  }

  connect(caller: Caller = ALICE, address = ADDRESS): FakeConnection {
    const connection = new FakeConnection();
    const { registry, clock } = this;
    connection.listen(
      serveConnection(
        connection,
        { caller, address },
        {
          registry,
          clock,
          bindTimeoutMs: this.limits.bindTimeoutMs,
          onRefused: ({ code }) => this.refused.push(code),
          onUse: () => {
            this.uses += 1;
          },
        },
      ),
    );
    return connection;
  }

  bind(sessionId: string, fields: Partial<BindMessage> = {}): FakeConnection {
    return this.bindAs(ALICE, sessionId, fields);
  }

  bindAs(caller: Caller, sessionId: string, fields: Partial<BindMessage> = {}): FakeConnection {
    const connection = this.connect(caller);
    connection.receive({ Op: 'bind', SessionID: sessionId, ...fields });
    return connection;
  }

  /** A session with a process that is up and a browser that is bound to it. */
  open(fields: Partial<BindMessage> = {}): { sessionId: string; connection: FakeConnection } {
    const sessionId = this.issue();
    const connection = this.bind(sessionId, fields);
    this.backend.stream.sink.onStarted('bash');
    return { sessionId, connection };
  }

  /** A session that has not ended. */
  session(sessionId: string): Session {
    const session = this.registry.find(sessionId, ALICE);
    if (session === undefined) throw new Error(`No session ${sessionId}`);
    return session;
  }
}
