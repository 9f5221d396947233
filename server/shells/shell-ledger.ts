import type { Peers } from '#server/peers/ports.ts';
import type { Clock } from '#server/ports.ts';
import type { ShellCounts, ToldCounts } from './shell-calls.ts';

interface Told {
  readonly counts: ShellCounts;
  readonly number: number;
  readonly at: number;
  /** The number of a question that was answered with yes: one more counts until the owner has it among its own. */
  readonly granted: number | undefined;
}

/** What was not told again for this long counts no more: owners tell every {@link TELL_AGAIN_MS}. Milliseconds. */
const KEPT_MS = 60_000;

export const TELL_AGAIN_MS = 20_000;

export const NO_SHELLS: ShellCounts = { total: 0, unbound: 0, unattached: 0 };

/** What the other replicas have told their home, by key and owner. */
export class ShellLedger {
  readonly #peers: Peers;
  readonly #clock: Clock;
  readonly #told = new Map<string, Map<string, Told>>();

  constructor(peers: Peers, clock: Clock) {
    this.#peers = peers;
    this.#clock = clock;
  }

  /** Keeps the newest of an owner. */
  put(owner: string, { key, counts, number, asks }: ToldCounts): void {
    const byOwner = this.#told.get(key) ?? new Map<string, Told>();
    const before = byOwner.get(owner);
    if (before !== undefined && number < before.number) return;
    const granted = before?.granted;
    const isOpen = granted !== undefined && (asks === granted || number <= granted);
    byOwner.set(owner, { counts, number, at: this.#clock.now(), granted: isOpen ? granted : undefined });
    this.#told.set(key, byOwner);
  }

  /** The owner may have one more. */
  grant(owner: string, { key, number }: Pick<ToldCounts, 'key' | 'number'>): void {
    const byOwner = this.#told.get(key);
    const told = byOwner?.get(owner);
    if (told !== undefined) byOwner?.set(owner, { ...told, granted: number });
  }

  /** Of all other replicas together. One that does not answer may still have its shells; one that has gone has none. */
  sum(key: string): ShellCounts {
    let { total, unbound, unattached } = NO_SHELLS;
    for (const [owner, { counts, at, granted }] of this.#told.get(key) ?? []) {
      if (!this.#counts(owner, at)) continue;
      const more = granted === undefined ? 0 : 1;
      total += counts.total + more;
      unbound += counts.unbound + more;
      unattached += counts.unattached;
    }
    return { total, unbound, unattached };
  }

  /** Forgets what counts no more. */
  sweep(): void {
    for (const [key, byOwner] of this.#told) {
      for (const [owner, { counts, at, granted }] of byOwner) {
        if ((counts.total === 0 && granted === undefined) || !this.#counts(owner, at)) byOwner.delete(owner);
      }
      if (byOwner.size === 0) this.#told.delete(key);
    }
  }

  get size(): number {
    return this.#told.size;
  }

  #counts(owner: string, at: number): boolean {
    return this.#clock.now() < at + KEPT_MS && this.#peers.fateOf(owner).kind !== 'gone';
  }
}
