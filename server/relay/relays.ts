/** Relays of one replica: to the owners of sessions that are not here, and from other replicas to sessions that are. */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Peer, Peers, Replica } from '#server/peers/ports.ts';
import type { Clock, Logger } from '#server/ports.ts';
import { FrameMemory } from '#server/sockjs/frame-memory.ts';
import type { RemoteSessions } from '#server/terminal/ports.ts';
import { FrontEnd } from './front-end.ts';
import type { Opening } from './opening.ts';
import { OwnerEnd, type OwnerEndOptions } from './owner-end.ts';
import { acceptRelay, RelayDialer, type RelayTarget } from './relay-stream.ts';

export interface RelaysOptions extends Pick<OwnerEndOptions, 'admit'> {
  readonly peers: Pick<Peers, 'fateOf' | 'onChange'>;
  /** Whose session an id names; undefined for one that no replica has made. */
  readonly ownerOf: (sessionId: string) => Replica | undefined;
  readonly targetOf: (peer: Peer) => RelayTarget;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Relays {
  /** The sessions of others, for a connection that begins here. */
  for(opening: Opening): RemoteSessions;
  /** A peer asks for a link; the shared secret has proved who it is. */
  handleUpgrade(from: Replica, request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Resolves when no browser is connected through a peer any more, at the latest after `ms` milliseconds. */
  whenIdle(ms: number): Promise<void>;
  /** Cuts all links. Close the connections of browsers before. */
  dispose(): void;
}

/** Opens nothing before somebody wants a session of another replica. */
export function createRelays(options: RelaysOptions): Relays {
  const shared = {
    ...options,
    memory: new FrameMemory(),
    // After what runs now, and before anything else: nothing waits on a timer.
    soon: (callback: () => void) => process.nextTick(callback),
  };
  const dialer = new RelayDialer();
  const front = new FrontEnd({
    ...shared,
    dial: (peer, listener) => dialer.dial(options.targetOf(peer), listener),
  });
  const owner = new OwnerEnd(shared);
  return {
    for: (opening) => front.for(opening),
    handleUpgrade: (...upgrade) => acceptRelay(...upgrade, (from, socket) => owner.accept(from, socket)),
    whenIdle: (ms) => owner.whenIdle(ms),
    dispose() {
      front.dispose();
      owner.dispose();
    },
  };
}
