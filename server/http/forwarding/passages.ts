/** What is on its way to other replicas, so that nothing waits for one that does not answer. */

import type { Peers } from '#server/peers/ports.ts';

/** One request or upgrade. It may live for hours, so it holds nothing but what is to be done. */
export interface Passage {
  /** Called once the other replica does not answer, and again when it has certainly ended. */
  onLost: (how: 'unreachable' | 'gone') => void;
  /** Nothing is on its way any more. */
  end(): void;
}

export class Passages {
  readonly #peers: Pick<Peers, 'fateOf' | 'onChange'>;
  readonly #open = new Map<string, Set<Passage>>();
  readonly #unfollow: () => void;

  constructor(peers: Pick<Peers, 'fateOf' | 'onChange'>) {
    this.#peers = peers;
    this.#unfollow = peers.onChange(() => this.#check());
  }

  open(replicaId: string): Passage {
    const passages = this.#open.get(replicaId) ?? new Set();
    const passage: Passage = {
      onLost() {},
      end: () => {
        passages.delete(passage);
        if (passages.size === 0 && this.#open.get(replicaId) === passages) this.#open.delete(replicaId);
      },
    };
    this.#open.set(replicaId, passages.add(passage));
    return passage;
  }

  dispose(): void {
    this.#unfollow();
  }

  #check(): void {
    for (const [replicaId, passages] of this.#open) {
      const { kind } = this.#peers.fateOf(replicaId);
      if (kind !== 'unreachable' && kind !== 'gone') continue;
      for (const passage of [...passages]) passage.onLost(kind);
    }
  }
}
