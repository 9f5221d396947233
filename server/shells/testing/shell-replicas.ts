/** Replicas that issue and keep shells, on a fake network, with processes and browsers that a test plays. */

import type { SessionList } from '#protocol/api.ts';
import type { Peers } from '#server/peers/ports.ts';
import { FakePeerNetwork } from '#server/peers/testing/fake-peers.ts';
import { SharedShells } from '#server/shells/shared-shells.ts';
import { serveConnection } from '#server/terminal/connection-gate.ts';
import type { TerminalLimits } from '#server/terminal/limits.ts';
import { SessionRegistry } from '#server/terminal/registry.ts';
import { FakeBackend } from '#server/terminal/testing/fake-backend.ts';
import { FakeConnection } from '#server/terminal/testing/fake-connection.ts';
import { LIMITS } from '#server/terminal/testing/terminal-room.ts';
import { localCaller } from '#server/testing/callers.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';

export class ShellReplica {
  readonly peers: Peers;
  readonly registry: SessionRegistry;
  readonly shells: SharedShells;
  readonly #clock: FakeClock;
  #ids = 0;

  constructor(peers: Peers, clock: FakeClock, limits: TerminalLimits) {
    this.peers = peers;
    this.#clock = clock;
    this.registry = new SessionRegistry({
      backend: new FakeBackend(),
      limits,
      clock,
      logger: new RecordingLogger(),
      newSessionId: () => {
        this.#ids += 1;
        return `${this.#ids}~${peers.self.id}`;
      },
      random: () => 0.5,
      onCounted: (session) => this.shells.changed(session),
    });
    this.shells = new SharedShells({ peers, clock, limits, own: this.registry });
  }

  /** As the route does. @throws PodshellError `session-limit` */
  async issue(userId: string, address = '203.0.113.1'): Promise<string> {
    const release = await this.shells.take(userId, address);
    try {
      return this.registry.issue({
        address,
        shellId: `shell-${this.#ids}`,
        caller: localCaller(userId, userId),
        target: { context: 'demo', namespace: 'team-a', pod: 'debian', container: 'main' },
        shell: undefined,
        command: undefined,
      }).sessionId;
    } finally {
      release();
    }
  }

  /** A page that binds the shell. Undefined where there is no such shell any more. */
  bind(userId: string, sessionId: string): FakeConnection {
    const connection = new FakeConnection();
    const { registry } = this;
    connection.listen(
      serveConnection(
        connection,
        { caller: localCaller(userId, userId), address: '203.0.113.1' },
        { registry, clock: this.#clock, bindTimeoutMs: LIMITS.bindTimeoutMs },
      ),
    );
    connection.receive({ Op: 'bind', SessionID: sessionId });
    return connection;
  }

  list(userId: string): Promise<SessionList> {
    return this.shells.list({ userId });
  }
}

export class ShellReplicas {
  readonly clock = new FakeClock();
  readonly network = new FakePeerNetwork(this.clock);
  readonly #limits: TerminalLimits;
  readonly #all = new Map<string, ShellReplica>();

  constructor(limits: Partial<TerminalLimits>) {
    this.#limits = { ...LIMITS, maxSessions: 1000, ...limits };
  }

  get all(): ShellReplica[] {
    return [...this.#all.values()];
  }

  at(index: number): ShellReplica {
    const { all } = this;
    const found = all[index % all.length];
    if (found === undefined) throw new Error('No replica');
    return found;
  }

  start(name: string): ShellReplica {
    const replica = new ShellReplica(this.network.start(name), this.clock, this.#limits);
    this.#all.set(name, replica);
    return replica;
  }

  /** Its shells end with it. */
  kill(replica: ShellReplica): void {
    this.network.kill(replica.peers);
    replica.shells.dispose();
    this.#all.delete(replica.peers.self.name);
  }

  pass(ms: number): Promise<void> {
    return this.clock.advanceAsync(ms);
  }

  async dispose(): Promise<void> {
    await this.network.dispose();
    for (const { shells } of this.all) shells.dispose();
  }
}
