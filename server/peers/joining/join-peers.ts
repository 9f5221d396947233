/** Makes a process one of several replicas: its id, its listener, its way to the others, and what it knows of them. */

import { randomBytes } from 'node:crypto';
import { replicaId } from '#protocol/replica-ids.ts';
import { hostAndPort } from '#server/config/addresses.ts';
import type { PeerPlaces } from '#server/config/peer-places.ts';
import { peerOrigin } from '#server/config/peer-places.ts';
import type { Settings } from '#server/config/settings.ts';
import type { Clock, Logger } from '#server/ports.ts';
import { urlOf } from '../directory/dns-directory.ts';
import { type FollowEndpoints, openDirectory } from '../directory/open-directory.ts';
import { PeerClient } from '../https/peer-client.ts';
import { PeerKeys } from '../https/peer-keys.ts';
import { PeerListener } from '../https/peer-listener.ts';
import { NetworkPeers } from '../network-peers.ts';
import { OwnedIds } from '../owned-ids.ts';
import type { PeersObserver } from '../peers-observer.ts';

/** A replica that starts knows after this time whom it can know. Milliseconds. */
const SETTLING_MS = 4000;

export interface JoinOptions {
  readonly settings: Pick<Settings, 'secret' | 'peerListen' | 'peerUrl'>;
  readonly places: Exclude<PeerPlaces, { kind: 'none' }>;
  /** `POD_NAME` and `POD_IP`, which Kubernetes gives a container on request. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly hostName: string;
  readonly followEndpoints: FollowEndpoints;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observer: PeersObserver | undefined;
}

export interface JoinedPeers {
  readonly peers: NetworkPeers;
  /** Takes what peers pass on, once its handlers are set. */
  readonly listener: PeerListener;
  /** Passes on. */
  readonly client: PeerClient;
  readonly sessionIds: OwnedIds;
  readonly podStreamIds: OwnedIds;
  readonly viewIds: OwnedIds;
  /**
   * Listens and meets the others. Resolves when it knows them, after a few seconds at the latest.
   * @throws the system's error when it cannot listen, for instance EADDRINUSE
   */
  start(): Promise<void>;
  /** Tells the others that what runs here has ended, and leaves. */
  dispose(): Promise<void>;
}

/** Opens nothing before `start`. */
export function joinPeers(options: JoinOptions): JoinedPeers {
  const { settings, env, clock, logger, observer } = options;
  const { secret: secrets } = settings;
  const name = env.POD_NAME?.trim() || options.hostName;
  const self = { id: replicaId(name, randomBytes(6).toString('hex')), name };
  const keys = new PeerKeys(secrets);
  const address = hostAndPort(settings.peerListen) ?? { host: '', port: 0 };
  const listener = new PeerListener({ ...address, keys, self, clock, logger });
  const client = new PeerClient(self, keys);
  const peers = new NetworkPeers({
    self,
    url: () => peerOrigin(settings.peerUrl) ?? ownUrl(listener.address, env.POD_IP?.trim()),
    transport: client,
    directory: openDirectory(options),
    clock,
    logger,
    observer,
  });
  listener.endpoint = peers;
  return {
    peers,
    listener,
    client,
    sessionIds: new OwnedIds({ kind: 'session', secrets, self }),
    podStreamIds: new OwnedIds({ kind: 'pod-stream', secrets, self }),
    viewIds: new OwnedIds({ kind: 'view', secrets, self }),
    async start() {
      await listener.listen();
      peers.start();
      await peers.settled(SETTLING_MS);
      logger.info(
        { replica: self.id, peers: peers.live.map(({ id }) => id) },
        'This replica has met the others',
      );
    },
    async dispose() {
      await peers.dispose();
      client.dispose();
      await listener.dispose();
    },
  };
}

/** Empty where only the machine's names lead there. */
function ownUrl({ host, port }: PeerListener['address'], podAddress: string | undefined): string {
  if (podAddress) return urlOf(podAddress, port);
  return host === '0.0.0.0' || host === '::' ? '' : urlOf(host, port);
}
