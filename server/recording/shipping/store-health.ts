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
  #lost: RecordingHealth | undefined;

  /** @param onChange called when it turns from ok to failing, and back, and once when the recording is lost */
  constructor(clock: Pick<Clock, 'now'>, onChange: (health: RecordingHealth) => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  get current(): RecordingHealth {
    if (this.#lost !== undefined) return this.#lost;
    const [first] = [...this.#failing.values()].sort((a, b) => a.since - b.since);
    return first === undefined ? { kind: 'ok' } : { kind: 'failing', ...first };
  }

  failed(what: HealthOf, error: unknown): void {
    const wasOk = this.#lost === undefined && this.#failing.size === 0;
    const since = this.#failing.get(what)?.since ?? this.#clock.now();
    this.#failing.set(what, { since, reason: reasonOf(error) });
    if (wasOk) this.#onChange(this.current);
  }

  worked(what: HealthOf): void {
    if (this.#failing.delete(what) && this.#failing.size === 0 && this.#lost === undefined)
      this.#onChange(this.current);
  }

  /** The recording can never be whole, whatever the store does from now on. */
  lost(error: StoreError): void {
    this.#lost = { kind: 'lost', reason: reasonOf(error) };
    this.#onChange(this.#lost);
  }
}

/** Only a StoreError is known to hold no secret. */
function reasonOf(error: unknown): string {
  return error instanceof StoreError ? error.message : 'The store failed for an unknown reason.';
}
