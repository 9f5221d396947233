/** Whole replicas on fakes: peers, sessions, processes and browsers that a test plays, and real relays between them. */

import type { BindMessage } from '#protocol/messages.ts';
import { PodshellError } from '#protocol/problem.ts';
import type { NetworkPeers } from '#server/peers/network-peers.ts';
import { OwnedIds } from '#server/peers/owned-ids.ts';
import { FakePeerNetwork } from '#server/peers/testing/fake-peers.ts';
import type { Caller } from '#server/ports.ts';
import { FrameMemory } from '#server/sockjs/frame-memory.ts';
import { serveConnection } from '#server/terminal/connection-gate.ts';
import { heldWhileIsolated } from '#server/terminal/held-clock.ts';
import type { TerminalLimits } from '#server/terminal/limits.ts';
import { SessionRegistry } from '#server/terminal/registry.ts';
import { FakeBackend, type FakeStream } from '#server/terminal/testing/fake-backend.ts';
import { FakeConnection } from '#server/terminal/testing/fake-connection.ts';
import { ADDRESS, ALICE, LIMITS } from '#server/terminal/testing/terminal-room.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { FrontEnd } from '../front-end.ts';
import { OwnerEnd } from '../owner-end.ts';
import type { RelaySocketListener } from '../relay-link.ts';
import { FakeRelaySocket } from './fake-relay-sockets.ts';

const SECRETS = ['a secret that all replicas of the tests share'];
/** The header that names the user. A real one would be a cookie or a token. */
const USER = 'x-user';

export class FakeReplica {
  readonly name: string;
  readonly peers: NetworkPeers;
  readonly backend = new FakeBackend();
  readonly registry: SessionRegistry;
  readonly front: FrontEnd;
  readonly owner: OwnerEnd;
  /** Ends of relay connections here. */
  readonly sockets = new Set<FakeRelaySocket>();
  readonly #world: FakeReplicas;
  /** By the id of their session. */
  readonly #shellIds = new Map<string, string>();

  constructor(world: FakeReplicas, name: string) {
    const { clock, logger, limits } = world;
    this.#world = world;
    this.name = name;
    this.peers = world.network.start(name);
    const ids = new OwnedIds({ kind: 'session', secrets: SECRETS, self: this.peers.self });
    this.registry = new SessionRegistry({
      backend: this.backend,
      limits,
      clock,
      patience: heldWhileIsolated(this.peers, clock),
      logger,
      newSessionId: () => ids.mint(),
      random: () => 0.5,
    });
    const memory = new FrameMemory();
    const soon = queueMicrotask;
    this.front = new FrontEnd({
      peers: this.peers,
      ownerOf: (id) => ids.ownerOf(id),
      dial: (peer, listener) => world.dial(this, peer.id, listener),
      memory,
      clock,
      soon,
      logger,
    });
    this.owner = new OwnerEnd({
      peers: this.peers,
      memory,
      soon,
      clock,
      logger,
      admit: async ({ presented, address }) => {
        await world.signInCheck;
        const caller = world.callers.get(presented.headers[USER]?.[0] ?? '');
        if (caller === undefined) throw new PodshellError('unauthenticated', 'You are not signed in.');
        const { registry } = this;
        return (connection) =>
          serveConnection(
            connection,
            { caller, address },
            { registry, clock, bindTimeoutMs: limits.bindTimeoutMs },
          );
      },
    });
  }

  issue(caller: Caller = ALICE): string {
    const shellId = `${this.peers.self.id} ${this.#shellIds.size}`;
    const { sessionId } = this.registry.issue({
      address: ADDRESS,
      shellId,
      caller,
      target: { context: 'demo', namespace: 'team-a', pod: 'debian', container: 'main' },
      shell: undefined,
      command: undefined,
    });
    this.#shellIds.set(sessionId, shellId);
    return sessionId;
  }

  /** The processes that were ever started for a session. */
  streamsOf(sessionId: string): readonly FakeStream[] {
    const shellId = this.#shellIds.get(sessionId);
    return this.backend.streams.filter(({ start }) => start.shellId === shellId);
  }

  /** A browser connects here. */
  connect(caller: Caller = ALICE): FakeConnection {
    const connection = new FakeConnection();
    const { clock, limits } = this.#world;
    const { registry } = this;
    connection.listen(
      serveConnection(
        connection,
        { caller, address: ADDRESS },
        { registry, clock, bindTimeoutMs: limits.bindTimeoutMs },
        this.front.for({
          presented: { headers: { [USER]: [caller.userId] }, peer: ADDRESS },
          address: ADDRESS,
          requestId: 'request-1',
        }),
      ),
    );
    return connection;
  }

  bind(sessionId: string, fields: Partial<BindMessage> = {}, caller: Caller = ALICE): FakeConnection {
    const connection = this.connect(caller);
    connection.receive({ Op: 'bind', SessionID: sessionId, ...fields });
    return connection;
  }
}

export class FakeReplicas {
  readonly clock = new FakeClock();
  readonly logger = new RecordingLogger();
  readonly network = new FakePeerNetwork(this.clock);
  /** Who is signed in, by user id. */
  readonly callers = new Map<string, Caller>([[ALICE.userId, ALICE]]);
  /** Owners wait for it before they know who sends. */
  signInCheck: Promise<void> = Promise.resolve();
  readonly limits: TerminalLimits;
  readonly #replicas = new Map<string, FakeReplica>();

  constructor(limits: Partial<TerminalLimits> = {}) {
    this.limits = { ...LIMITS, ...limits };
  }

  get replicas(): readonly FakeReplica[] {
    return [...this.#replicas.values()];
  }

  start(name: string): FakeReplica {
    const replica = new FakeReplica(this, name);
    this.#replicas.set(replica.peers.self.id, replica);
    return replica;
  }

  /** As `kill -9`. Its browsers see their connections drop, which is for the test to play. */
  kill(replica: FakeReplica): void {
    this.#replicas.delete(replica.peers.self.id);
    this.network.kill(replica.peers);
    // The kernel tells the other ends, where a packet gets through.
    replica.front.dispose();
    replica.owner.dispose();
  }

  /** Time passes, and what is on its way arrives. */
  pass(ms: number): Promise<void> {
    return this.clock.advanceAsync(ms);
  }

  /** For a replica: connects to the relay of another. */
  async dial(from: FakeReplica, id: string, listener: RelaySocketListener): Promise<FakeRelaySocket> {
    const to = this.#replicas.get(id);
    if (to === undefined) throw new Error('Another replica has the address, or none');
    const [fromUrl, toUrl] = [urlOf(from.name), urlOf(to.name)];
    await this.network.reach(fromUrl, toUrl, new AbortController().signal);
    if (this.#replicas.get(id) !== to) throw new Error('Another replica has the address');
    const [here, there] = FakeRelaySocket.pair(this.network, fromUrl, toUrl);
    keep(here, from, listener);
    keep(there, to, to.owner.accept(from.peers.self, there));
    return here;
  }
}

/** A socket of a replica until it ends. */
function keep(socket: FakeRelaySocket, { sockets }: FakeReplica, listener: RelaySocketListener): void {
  sockets.add(socket);
  socket.listen({
    onBytes: (bytes) => listener.onBytes(bytes),
    onGone() {
      sockets.delete(socket);
      listener.onGone();
    },
  });
}

function urlOf(name: string): string {
  return `https://${name}.peers.test:9443`;
}
