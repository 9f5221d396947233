/** Whether the store takes a recording: what it is sent, and small writes in between, each fail and recover by themselves. */

import type { Clock } from '#server/ports.ts';
import { type RecordingHealth, StoreError } from '../ports.ts';

/** The recording's bytes, and what is known of it. */
export type HealthOf = 'bytes' | 'meta';

interface Failing {
  readonly since: number;
  readonly reason: string;
}

export class StoreHealth {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #onChange: (health: RecordingHealth) => void;
  readonly #failing = new Map<HealthOf, Failing>();

  /** @param onChange called when it turns from ok to failing, and back */
  constructor(clock: Pick<Clock, 'now'>, onChange: (health: RecordingHealth) => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  get current(): RecordingHealth {
    const [first] = [...this.#failing.values()].sort((a, b) => a.since - b.since);
    return first === undefined ? { kind: 'ok' } : { kind: 'failing', ...first };
  }

  failed(what: HealthOf, error: unknown): void {
    const wasOk = this.#failing.size === 0;
    const since = this.#failing.get(what)?.since ?? this.#clock.now();
    // Only a StoreError is known to hold no secret.
    const reason = error instanceof StoreError ? error.message : 'The store failed for an unknown reason.';
    this.#failing.set(what, { since, reason });
    if (wasOk) this.#onChange(this.current);
  }

  worked(what: HealthOf): void {
    if (this.#failing.delete(what) && this.#failing.size === 0) this.#onChange(this.current);
  }
}
