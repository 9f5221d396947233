/**
 * Measures the time from a key to the next output: through server and cluster to the program and back, including the
 * program's own time. Output that is no answer to the key makes it too short; without an echo nothing is measured.
 */

import type { Clock } from './clock.ts';

export interface Latency {
  /** Measured keys, at most {@link KEPT}. */
  readonly count: number;
  /** Of the measured keys, in whole milliseconds; null without any. */
  readonly median: number | null;
  readonly slowest: number | null;
}

const KEPT = 50;

/** Output after this time does not count as the answer to the key. Milliseconds. */
const LONGEST_MS = 5_000;

const NOTHING: Latency = { count: 0, median: null, slowest: null };

export class LatencyMeter {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #listeners = new Set<() => void>();
  #samples: readonly number[] = [];
  #typedAt: number | null = null;
  #latency = NOTHING;

  /** @param clock in milliseconds, may have fractions */
  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** The same object until there is a new measurement. */
  get latency(): Latency {
    return this.#latency;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Call when a key is sent. Further keys are ignored while one is being measured. */
  typed(): void {
    const now = this.#clock.now();
    if (this.#typedAt === null || now - this.#typedAt > LONGEST_MS) this.#typedAt = now;
  }

  /** Call when output arrives. */
  answered(): void {
    if (this.#typedAt === null) return;
    const sample = this.#clock.now() - this.#typedAt;
    this.#typedAt = null;
    if (sample > LONGEST_MS) return;
    this.#samples = [...this.#samples, sample].slice(-KEPT);
    const sorted = this.#samples.toSorted((a, b) => a - b);
    this.#latency = {
      count: sorted.length,
      median: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
      slowest: Math.round(sorted.at(-1) ?? 0),
    };
    for (const listener of this.#listeners) listener();
  }

  /** The connection changed or was lost: drops the running measurement and all figures. */
  reset(): void {
    this.#typedAt = null;
    this.#samples = [];
    this.#latency = NOTHING;
    for (const listener of this.#listeners) listener();
  }
}
