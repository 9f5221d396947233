/** This process among others: joined to them where `PODSHELL_PEERS` is set, else alone. */

import { randomBytes, randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { hostname } from 'node:os';
import { replicaId } from '#protocol/replica-ids.ts';
import { readPeerPlaces } from './config/peer-places.ts';
import type { Settings } from './config/settings.ts';
import { type FrontDoorOptions, ReplicaFrontDoor } from './http/forwarding/front-door.ts';
import { listenErrorOf } from './http/listen-error.ts';
import type { FrontDoor } from './http/ports.ts';
import type { KubeconfigSource } from './kubernetes/kubeconfig/kubeconfig-source.ts';
import { builtFilesIn } from './pages/built-files.ts';
import { alone } from './peers/alone.ts';
import type { JoinedPeers } from './peers/joining/join-peers.ts';
import type { PeersObserver } from './peers/peers-observer.ts';
import type { Peers } from './peers/ports.ts';
import type { Clock, Logger } from './ports.ts';
import { heldWhileIsolated } from './terminal/held-clock.ts';

export interface ReplicasOptions {
  readonly settings: Settings;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly kubeconfig: KubeconfigSource;
  /** The directory for Next. */
  readonly pagesDirectory: string;
  readonly dev: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called at most once, where there may be peers. */
  readonly observe: () => PeersObserver | undefined;
}

/** What the front door needs of this process. */
export type FrontDoorContext = Pick<
  FrontDoorOptions,
  'sockjsPrefix' | 'isDraining' | 'arrivalOf' | 'requestIdOf'
>;

export interface Replicas {
  readonly peers: Peers;
  /** What only a process with peers has. */
  readonly joined: JoinedPeers | undefined;
  newSessionId(): string;
  /** Of what ends because its user does not come: stands still while no user may be able to. */
  readonly patience: Clock;
  newPodStreamId(): string;
  newViewId(): string;
  /** Passes on what belongs to peers; undefined where there are none. Call it once. */
  openFrontDoor(options: FrontDoorContext): FrontDoor | undefined;
  /** Answers what peers pass on. */
  answer(passedOn: RequestListener): void;
  /** Listens for peers and meets them, where there may be some. @throws ListenError */
  start(): Promise<void>;
  /** Lets peers know that no shell begins here any more. */
  drain(): void;
  /** Lets peers know that no shell is left here. */
  dispose(): Promise<void>;
}

/** Loads what peers need only where there may be some. */
export async function createReplicas(options: ReplicasOptions): Promise<Replicas> {
  const places = readPeerPlaces(options.settings.peers) ?? { kind: 'none' };
  return places.kind === 'none' ? single(options.clock) : joined(options, places);
}

function single(clock: Clock): Replicas {
  const name = hostname();
  return {
    peers: alone({ id: replicaId(name, randomBytes(6).toString('hex')), name }),
    joined: undefined,
    newSessionId: () => randomBytes(24).toString('base64url'),
    patience: clock,
    newPodStreamId: randomUUID,
    newViewId: () => randomBytes(24).toString('base64url'),
    openFrontDoor: () => undefined,
    answer() {},
    async start() {},
    drain() {},
    async dispose() {},
  };
}

async function joined(
  options: ReplicasOptions,
  places: Exclude<ReturnType<typeof readPeerPlaces>, undefined | { kind: 'none' }>,
): Promise<Replicas> {
  const { settings } = options;
  const { joinPeers } = await import('./peers/joining/join-peers.ts');
  const { OwnCluster } = await import('./kubernetes/own-cluster.ts');
  const ownCluster = places.kind === 'endpointslices' ? new OwnCluster(options) : undefined;
  const peers = joinPeers({
    ...options,
    observer: options.observe(),
    places,
    hostName: hostname(),
    followEndpoints: (...args) => ownCluster?.followEndpoints(...args),
  });
  let frontDoor: ReplicaFrontDoor | undefined;
  return {
    peers: peers.peers,
    joined: peers,
    newSessionId: () => peers.sessionIds.mint(),
    patience: heldWhileIsolated(peers.peers, options.clock),
    newPodStreamId: () => peers.podStreamIds.mint(),
    newViewId: () => peers.viewIds.mint(),
    openFrontDoor(context) {
      frontDoor = new ReplicaFrontDoor({
        ...context,
        peers: peers.peers,
        requestPeer: (peer, how) => peers.client.request(peer, how),
        sessionOwner: (id) => peers.sessionIds.ownerOf(id),
        viewOwner: (id) => peers.viewIds.ownerOf(id),
        streamOwner: (id) => peers.podStreamIds.ownerOf(id),
        // Development makes files when they are asked for.
        hasBuiltFile: options.dev ? async () => true : builtFilesIn(options.pagesDirectory),
        clock: options.clock,
        logger: options.logger,
      });
      return frontDoor;
    },
    answer(passedOn) {
      peers.listener.onForwarded = passedOn;
    },
    async start() {
      await peers.start().catch((error: unknown) => {
        throw listenErrorOf(error, { name: 'PODSHELL_PEER_LISTEN', value: settings.peerListen });
      });
    },
    drain: () => peers.peers.drain(),
    async dispose() {
      frontDoor?.dispose();
      await peers.dispose();
      ownCluster?.dispose();
    },
  };
}
