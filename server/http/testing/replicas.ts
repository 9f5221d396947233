/** Several HTTP servers in one process that pass requests on to each other, over real sockets. */

import { once } from 'node:events';
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { parseOwnedId } from '#protocol/replica-ids.ts';
import type { Fate, Peer, Replica } from '#server/peers/ports.ts';
import type { Clock } from '#server/ports.ts';
import { systemClock } from '#server/system-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { MAX_HEADER_BYTES } from '../client-error.ts';
import { ReplicaFrontDoor } from '../forwarding/front-door.ts';
import type { RequestPeer } from '../ports.ts';
import { Arrivals } from '../request/arrival.ts';
import { requestIdsBehind } from '../request/request-id.ts';
import { startTestServer, testSettings } from './test-server.ts';

export type ReplicaOptions = Parameters<typeof startTestServer>[0] & {
  /** Called with each request and upgrade of a client. */
  readonly onRequest?: (request: IncomingMessage) => void;
  /** Default: {@link plainLink}. */
  readonly linkOf?: (self: Replica) => TestLink;
  /** It issues no shells. */
  readonly isDraining?: boolean;
  /** Files below `/_next/static/`. */
  readonly builtFiles?: readonly string[];
  /** Default: the system's. */
  readonly clock?: Clock;
};

/** How replicas reach each other. */
export interface TestLink {
  readonly requestPeer: RequestPeer;
  /** Listens on a free port of loopback. */
  listen(passedOn: RequestListener): Promise<{ readonly url: string; readonly sockets: ReadonlySet<Socket> }>;
  close(): void;
}

/** Without anything to prove: for tests of what is passed on. */
function plainLink(): TestLink {
  const agent = new Agent({ keepAlive: true });
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES + 1024 });
  const sockets = new Set<Socket>();
  return {
    requestPeer: ({ url }, options) => httpRequest(url, { ...options, agent }),
    async listen(passedOn) {
      server.on('request', passedOn);
      server.on('connection', (socket) => sockets.add(socket));
      await once(server.listen(0, '127.0.0.1'), 'listening');
      return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets };
    },
    close() {
      server.close();
      agent.destroy();
    },
  };
}

export interface TestReplica extends Replica {
  /** Where clients reach it. */
  readonly port: number;
  readonly logger: RecordingLogger;
  /** Where other replicas reach it. */
  readonly peerUrl: string;
  /** Ends its process, as far as others can see: every connection breaks, and none is accepted any more. */
  kill(): void;
}

/** What every replica knows of the others. */
export class TestNetwork {
  readonly #replicas = new Map<string, Peer>();
  readonly #fates = new Map<string, 'unreachable' | 'gone'>();
  readonly #listeners = new Set<() => void>();
  /** The home of everything; undefined: whoever is asked. */
  home: string | undefined;

  join(replica: Peer): void {
    this.#replicas.set(replica.id, replica);
  }

  /** Changes what is known of a replica; undefined: it lives. */
  setFate(id: string, fate: 'unreachable' | 'gone' | undefined): void {
    if (fate === undefined) this.#fates.delete(id);
    else this.#fates.set(id, fate);
    for (const listener of [...this.#listeners]) listener();
  }

  seenBy(self: Replica) {
    const replicas = this.#replicas;
    return {
      self,
      get live() {
        return [...replicas.values()].filter(({ id }) => id !== self.id);
      },
      fateOf: (id: string): Fate => {
        if (id === self.id) return { kind: 'self' };
        const peer = this.#replicas.get(id);
        const replica = peer ?? { id, name: id };
        const kind = peer === undefined ? 'gone' : this.#fates.get(id);
        return kind === undefined && peer !== undefined
          ? { kind: 'alive', peer }
          : { kind: kind ?? 'gone', replica };
      },
      homeOf: () => (this.home === self.id ? undefined : this.#replicas.get(this.home ?? '')),
      onChange: (listener: () => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
  }
}

/** Starts a replica for the test that runs. Its id is the name with zeros. */
export async function replicaOfTest(
  network: TestNetwork,
  name: string,
  {
    onRequest = () => {},
    linkOf = plainLink,
    isDraining = false,
    builtFiles = [],
    clock = systemClock,
    ...options
  }: ReplicaOptions = {},
): Promise<TestReplica> {
  const self = { id: `${name}-000000000000`, name };
  const arrivals = new Arrivals();
  const logger = new RecordingLogger();
  const link = linkOf(self);
  const settings = testSettings(options.settings);
  const idOf = requestIdsBehind(settings.trustedProxies, arrivals.of);
  const requestIdOf = (request: Parameters<typeof idOf>[0]): string => {
    if (arrivals.of(request).front === undefined) onRequest(request as IncomingMessage);
    return idOf(request);
  };
  const frontDoor = new ReplicaFrontDoor({
    peers: network.seenBy(self),
    requestPeer: link.requestPeer,
    sockjsPrefix: settings.sockjsPrefix,
    sessionOwner: (id) => parseOwnedId(id)?.owner,
    viewOwner: (id) => parseOwnedId(id)?.owner,
    streamOwner: (id) => parseOwnedId(id)?.owner,
    isDraining: () => isDraining,
    hasBuiltFile: async (file) => builtFiles.includes(file.join('/')),
    arrivalOf: arrivals.of,
    requestIdOf,
    clock,
    logger,
  });
  const { server, port } = await startTestServer({ arrivals, frontDoor, requestIdOf, logger, ...options });
  const { url: peerUrl, sockets } = await link.listen(server.passedOn);
  network.join({ ...self, url: peerUrl, draining: isDraining });
  const kill = (): void => {
    link.close();
    for (const socket of sockets) socket.resetAndDestroy();
  };
  onTestFinished(async () => {
    kill();
    frontDoor.dispose();
    await server.dispose(0);
  });
  return { ...self, port, logger, peerUrl, kill };
}

/** An id of the replica's, as far as its parts go. */
export function ownedId({ id }: Replica): string {
  return `${'r'.repeat(32)}~${id}~${'c'.repeat(16)}`;
}
