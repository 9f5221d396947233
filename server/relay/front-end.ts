/** The front's end of relays: finds where a session is that is not here, and carries connections to its owner. */

import type { Peer, Peers, Replica } from '#server/peers/ports.ts';
import type { Clock, Logger } from '#server/ports.ts';
import type { FrameMemory } from '#server/sockjs/frame-memory.ts';
import type { RemoteSessions, SessionPlace } from '#server/terminal/ports.ts';
import { Doubt } from './doubt.ts';
import { type DialRelay, FrontLink } from './front-link.ts';
import type { Opening } from './opening.ts';

export interface FrontEndOptions {
  readonly peers: Pick<Peers, 'fateOf' | 'onChange'>;
  /** Whose session an id names; undefined for one that no replica has made. */
  readonly ownerOf: (sessionId: string) => Replica | undefined;
  readonly dial: DialRelay;
  readonly memory: FrameMemory;
  readonly clock: Clock;
  readonly soon: (callback: () => void) => void;
  readonly logger: Logger;
}

export class FrontEnd {
  readonly #options: FrontEndOptions;
  /** By the id of the peer. */
  readonly #links = new Map<string, { readonly owner: Replica; readonly link: FrontLink }>();
  readonly #doubts = new Set<Doubt>();
  readonly #stopFollowing: () => void;

  constructor(options: FrontEndOptions) {
    this.#options = options;
    this.#stopFollowing = options.peers.onChange(() => this.#onPeersChange());
  }

  /** Browsers whose sessions other replicas own. */
  get size(): number {
    return [...this.#links.values()].reduce((sum, { link }) => sum + link.size, 0);
  }

  /** The sessions of others, for one connection. It keeps `opening` until it is let go. */
  for(opening: Opening): RemoteSessions {
    return { placeOf: (sessionId) => this.#placeOf(sessionId, opening) };
  }

  /** Cuts all links. Close the browsers' connections before. */
  dispose(): void {
    this.#stopFollowing();
    for (const doubt of this.#doubts) doubt.dispose();
    this.#doubts.clear();
    const links = [...this.#links.values()];
    this.#links.clear();
    for (const { link } of links) link.cut();
  }

  #placeOf(sessionId: string, opening: Opening): SessionPlace {
    const owner = this.#options.ownerOf(sessionId);
    if (owner === undefined) return { kind: 'nowhere' };
    const fate = this.#options.peers.fateOf(owner.id);
    switch (fate.kind) {
      case 'self':
        return { kind: 'nowhere' };
      case 'gone':
      case 'unreachable':
        return { kind: fate.kind, replica: owner.name };
      case 'alive':
        return {
          kind: 'elsewhere',
          relay: (connection) => this.#linkTo(fate.peer).relay(connection, opening),
        };
      default:
        return fate satisfies never;
    }
  }

  #linkTo(peer: Peer): FrontLink {
    const known = this.#links.get(peer.id);
    if (known !== undefined) return known.link;
    const { dial, memory, soon, logger } = this.#options;
    const link: FrontLink = new FrontLink({
      peer,
      dial,
      memory,
      soon,
      onLost: (why) => {
        if (why !== undefined)
          logger.error({ replica: peer.id, reason: why.message }, 'A peer broke the relay');
        this.#onLost(peer, link);
      },
      onFailed: (error) => logger.error({ replica: peer.id, err: error }, 'Relayed connection failed'),
    });
    this.#links.set(peer.id, { owner: peer, link });
    return link;
  }

  #onLost(owner: Replica, link: FrontLink): void {
    const { peers, clock } = this.#options;
    // Disposed: nobody is told anything.
    if (this.#links.get(owner.id)?.link !== link) return;
    this.#links.delete(owner.id);
    if (link.size === 0) return;
    const doubt: Doubt = new Doubt({
      owner,
      connections: () => link.connections,
      peers,
      clock,
      canReach: (peer) => this.#linkTo(peer).opened,
      onOver: () => this.#doubts.delete(doubt),
    });
    this.#doubts.add(doubt);
    doubt.look();
  }

  #onPeersChange(): void {
    for (const { owner, link } of [...this.#links.values()]) {
      if (this.#options.peers.fateOf(owner.id).kind !== 'alive') link.cut();
    }
    for (const doubt of [...this.#doubts]) doubt.look();
  }
}
