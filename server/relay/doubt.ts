/**
 * Browsers whose link to the owner was lost. Each is told one thing: that the owner has ended, that it does not answer, or
 * to come back because it can be reached again. While none of that is known they wait, for a few seconds at most.
 */

import type { Peer, Peers, Replica } from '#server/peers/ports.ts';
import type { Clock } from '#server/ports.ts';
import { tellReplicaGone, tellReplicaUnreachable, tellToComeBack } from '#server/terminal/lost-replica.ts';
import type { Connection } from '#server/terminal/ports.ts';

/** Users are told within 5 s that their shell's replica has died. Milliseconds. */
const LONGEST_DOUBT_MS = 4_000;

export interface DoubtOptions {
  readonly owner: Replica;
  /** Of browsers; one that leaves is taken out by its owner. */
  readonly connections: () => readonly Connection[];
  readonly peers: Pick<Peers, 'fateOf'>;
  readonly clock: Clock;
  /** Whether a new link can be opened to the owner, and not to another run in its place. Never rejects. */
  readonly canReach: (peer: Peer) => Promise<boolean>;
  readonly onOver: () => void;
}

export class Doubt {
  readonly #options: DoubtOptions;
  readonly #cancelTimer: () => void;
  #isAsking = false;
  #isOver = false;

  constructor(options: DoubtOptions) {
    this.#options = options;
    const { clock, owner } = options;
    this.#cancelTimer = clock.after(LONGEST_DOUBT_MS, () =>
      this.#end((connection) => tellReplicaUnreachable(connection, owner.name)),
    );
  }

  /** Looks at what is known now. Call it at first, and after each change of a fate. */
  look(): void {
    if (this.#isOver) return;
    const { owner, peers } = this.#options;
    const fate = peers.fateOf(owner.id);
    switch (fate.kind) {
      case 'gone':
        this.#end((connection) => tellReplicaGone(connection, owner.name));
        return;
      case 'unreachable':
        this.#end((connection) => tellReplicaUnreachable(connection, owner.name));
        return;
      case 'alive':
        void this.#ask(fate.peer);
        return;
      case 'self':
        throw new Error('This replica relays to itself');
      default:
        fate satisfies never;
    }
  }

  /** Leaves the browsers alone. */
  dispose(): void {
    this.#isOver = true;
    this.#cancelTimer();
  }

  async #ask(peer: Peer): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const isReachable = await this.#options.canReach(peer);
    this.#isAsking = false;
    if (isReachable) this.#end(tellToComeBack);
  }

  #end(tell: (connection: Connection) => void): void {
    if (this.#isOver) return;
    this.dispose();
    for (const connection of this.#options.connections()) tell(connection);
    this.#options.onOver();
  }
}
