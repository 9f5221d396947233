/** The shells of all replicas together, for a replica that runs some of them. */

import type { SessionList } from '#protocol/api.ts';
import type { Peers } from '#server/peers/ports.ts';
import type { Caller, Clock } from '#server/ports.ts';
import type { TerminalLimits } from '#server/terminal/limits.ts';
import type { CountedSession, SessionRegistry } from '#server/terminal/registry.ts';
import { AllShells } from './all-shells.ts';
import { ShellPlaces } from './shell-places.ts';
import { SurplusShells } from './surplus-shells.ts';

export interface SharedShellsOptions {
  readonly peers: Peers;
  readonly clock: Clock;
  readonly limits: TerminalLimits;
  /** The shells of this replica. */
  readonly own: Pick<SessionRegistry, 'list' | 'counted' | 'unattached' | 'endUnattached'>;
}

export class SharedShells {
  readonly #all: AllShells;
  readonly #places: ShellPlaces;

  constructor({ peers, clock, limits, own }: SharedShellsOptions) {
    this.#all = new AllShells({ peers, list: (user) => own.list(user) });
    const surplus = new SurplusShells({ peers, own, most: limits.maxUnattachedSessionsPerUser });
    this.#places = new ShellPlaces({
      peers,
      clock,
      limits,
      own: own.counted,
      onTooManyUnattached: (userId) => void surplus.end(userId),
    });
  }

  /** The caller's live shells, the oldest first. */
  list(caller: Pick<Caller, 'userId'>): Promise<SessionList> {
    return this.#all.list(caller);
  }

  /** See {@link ShellPlaces.take}. */
  take(userId: string, address: string): (() => void) | Promise<() => void> {
    return this.#places.take(userId, address);
  }

  /** One of this replica counts otherwise than before. */
  changed(session: CountedSession): void {
    this.#places.changed(session);
  }

  /** Ends timers. */
  dispose(): void {
    this.#places.dispose();
  }
}
