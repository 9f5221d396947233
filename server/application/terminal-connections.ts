/** Connections of terminals: of browsers that are connected here, to any replica's shells, and those that peers relay. */

import { recordClosing } from '../audit/closings.ts';
import type { Audit } from '../audit/events.ts';
import type { Gate } from '../http/ports.ts';
import type { Caller, Clock, Logger, Presented, Sender } from '../ports.ts';
import type { Relays } from '../relay/relays.ts';
import type { Replicas } from '../replicas.ts';
import { type GateOptions, serveConnection, type ViewDoor } from '../terminal/connection-gate.ts';
import type { Connection, ConnectionListener } from '../terminal/ports.ts';
import type { SessionRegistry } from '../terminal/registry.ts';

/** Who has opened a connection. */
export interface ConnectionSender extends Sender {
  readonly caller: Caller;
  /** What the owner of a shell elsewhere is shown. Let go once the connection has begun. */
  presented?: Presented | undefined;
}

export interface TerminalConnectionsOptions {
  readonly registry: SessionRegistry;
  readonly views: ViewDoor;
  readonly clock: Clock;
  readonly bindTimeoutMs: number;
  readonly audit: Audit;
  /** Finds out who sends what peers relay. */
  readonly gate: Gate;
  readonly replicas: Pick<Replicas, 'joined'>;
  readonly logger: Logger;
  /** Called when somebody uses a terminal. */
  readonly onUse?: (() => void) | undefined;
}

export interface TerminalConnections {
  /** True where connections may be for shells of other replicas. */
  readonly relays: boolean;
  /** Who has opened a connection; undefined for any other. */
  senderOf(connection: Connection): Sender | undefined;
  /** Serves a browser that is connected here. */
  serve(connection: Connection, sender: ConnectionSender): ConnectionListener;
  /** Resolves when no browser is connected through a peer any more, at the latest after `ms` milliseconds. */
  whenIdle(ms: number): Promise<void>;
  /** Cuts what is relayed. Close the connections of browsers before. */
  dispose(): void;
}

/** Loads the relay only where there may be peers. */
export async function createTerminalConnections(
  options: TerminalConnectionsOptions,
): Promise<TerminalConnections> {
  const { registry, views, clock, bindTimeoutMs, audit, onUse } = options;
  const senders = new WeakMap<Connection, Sender>();
  const relays = await createRelays(options, (connection, sender) => serve(connection, sender));

  const gateOptions: GateOptions = {
    registry,
    views,
    clock,
    bindTimeoutMs,
    onUse,
    onRefused(closing, connection) {
      const sender = senders.get(connection);
      if (sender !== undefined) recordClosing(audit, sender, closing);
    },
  };

  function serve(connection: Connection, sender: ConnectionSender): ConnectionListener {
    const { presented, address, requestId } = sender;
    sender.presented = undefined;
    senders.set(connection, sender);
    return serveConnection(
      connection,
      sender,
      gateOptions,
      presented && relays?.for({ presented, address, requestId }),
    );
  }

  return {
    relays: relays !== undefined,
    senderOf: (connection) => senders.get(connection),
    serve,
    whenIdle: (ms) => relays?.whenIdle(ms) ?? Promise.resolve(),
    dispose: () => relays?.dispose(),
  };
}

async function createRelays(
  { replicas: { joined }, clock, gate, logger }: TerminalConnectionsOptions,
  serve: (connection: Connection, sender: ConnectionSender) => ConnectionListener,
): Promise<Relays | undefined> {
  if (joined === undefined) return undefined;
  const { createRelays } = await import('../relay/relays.ts');
  const relays = createRelays({
    peers: joined.peers,
    ownerOf: (id) => joined.sessionIds.ownerOf(id) ?? joined.viewIds.ownerOf(id),
    targetOf: (peer) => joined.client.relayTo(peer),
    async admit({ presented, address, requestId }) {
      const { caller } = await gate.authenticate(presented);
      // A peer relays to the owner only: without `presented`, nothing is relayed again.
      return (connection) => serve(connection, { caller, address, requestId });
    },
    clock,
    logger,
  });
  joined.listener.onRelay = (...upgrade) => relays.handleUpgrade(...upgrade);
  return relays;
}
