/** Ends a user's shells without a window above the number that is kept, in one order for all replicas. */

import { askAll } from '#server/peers/asking.ts';
import type { Peers } from '#server/peers/ports.ts';
import { surplusOf, type UnattachedSession } from '#server/terminal/surplus-sessions.ts';
import { END_UNATTACHED, UNATTACHED_SHELLS } from './shell-calls.ts';

export interface SurplusShellsOptions {
  readonly peers: Peers;
  /** How many are kept for one user. */
  readonly most: number;
  /** Those of this replica. */
  readonly own: {
    unattached(userId: string): readonly UnattachedSession[];
    endUnattached(session: UnattachedSession): void;
  };
}

const ASK_TIMEOUT_MS = 2000;

export class SurplusShells {
  readonly #options: SurplusShellsOptions;
  readonly #underWay = new Set<string>();

  constructor(options: SurplusShellsOptions) {
    this.#options = options;
    const { peers, own } = options;
    peers.serve(UNATTACHED_SHELLS, ({ userId }) => ({ unattached: own.unattached(userId) }));
    peers.serve(END_UNATTACHED, (session) => {
      own.endUnattached(session);
      return {};
    });
  }

  /** Never rejects. */
  async end(userId: string): Promise<void> {
    if (this.#underWay.has(userId)) return;
    this.#underWay.add(userId);
    const { peers, own, most } = this.#options;
    const { answers } = await askAll(peers, UNATTACHED_SHELLS, { userId }, ASK_TIMEOUT_MS);
    const all = [
      ...own.unattached(userId).map((one) => ({ ...one, owner: undefined })),
      ...answers.flatMap(({ from: owner, answer }) => answer.unattached.map((one) => ({ ...one, owner }))),
    ];
    await Promise.all(
      surplusOf(all, most).map(async ({ owner, ...session }) => {
        if (owner === undefined) own.endUnattached(session);
        else await peers.call(owner, END_UNATTACHED, session).catch(() => {});
      }),
    );
    this.#underWay.delete(userId);
  }
}
