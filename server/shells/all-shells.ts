/** A user's shells on all replicas, each told by the replica that runs it. */

import type { SessionInfo, SessionList } from '#protocol/api.ts';
import { askAll } from '#server/peers/asking.ts';
import type { Peers } from '#server/peers/ports.ts';
import { LIST_SHELLS } from './shell-calls.ts';

export interface AllShellsOptions {
  readonly peers: Peers;
  /** A user's shells on this replica, the oldest first. */
  readonly list: (user: { readonly userId: string }) => SessionInfo[];
}

/** Pages ask every few seconds: better a list that is not complete than none. Milliseconds. */
const LIST_TIMEOUT_MS = 2000;

export class AllShells {
  readonly #options: AllShellsOptions;

  constructor(options: AllShellsOptions) {
    this.#options = options;
    options.peers.serve(LIST_SHELLS, (user) => ({ items: options.list(user) }));
  }

  /** The oldest first. `incomplete` where a replica that may have more does not answer. */
  async list({ userId }: { readonly userId: string }): Promise<SessionList> {
    const { peers, list } = this.#options;
    const own = list({ userId });
    if (peers.live.length === 0 && peers.unreachable.length === 0 && !peers.isolated) return { items: own };
    const { answers, silent } = await askAll(peers, LIST_SHELLS, { userId }, LIST_TIMEOUT_MS);
    const items = [...own, ...answers.flatMap(({ answer }) => answer.items)].sort((one, other) =>
      one.startedAt < other.startedAt ? -1 : 1,
    );
    const isUnanswered = silent.length > 0 || (peers.isolated && peers.live.length === 0);
    return isUnanswered ? { items, incomplete: true } : { items };
  }
}
