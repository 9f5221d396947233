/**
 * The clock of what ends because its user does not come back. It stands still while no user can: a replica that reaches no
 * other, or that none of them reaches, may be reached by nobody either.
 */

import type { Peers } from '#server/peers/ports.ts';
import type { Clock } from '#server/ports.ts';

interface Timer {
  /** On this clock. */
  readonly due: number;
  readonly callback: () => void;
  /** Of the real timer; nothing while the clock is held. */
  cancel: () => void;
}

export class HeldClock implements Clock {
  readonly #clock: Clock;
  readonly #timers = new Set<Timer>();
  /** How long it has stood still in all, without the time since {@link HeldClock.#heldSince}. Milliseconds. */
  #heldMs = 0;
  #heldSince: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The time of the other clock, without the time for which this one was held. Compare it with none but its own. */
  now(): number {
    return (this.#heldSince ?? this.#clock.now()) - this.#heldMs;
  }

  after(ms: number, callback: () => void): () => void {
    const timer: Timer = { due: this.now() + ms, callback, cancel() {} };
    this.#timers.add(timer);
    if (this.#heldSince === undefined) this.#arm(timer);
    return () => {
      timer.cancel();
      this.#timers.delete(timer);
    };
  }

  soon(callback: () => void): void {
    this.#clock.soon(callback);
  }

  /** Stops the clock. Idempotent. */
  hold(): void {
    if (this.#heldSince !== undefined) return;
    this.#heldSince = this.#clock.now();
    for (const timer of this.#timers) timer.cancel();
  }

  /** Lets the clock go on. Idempotent. */
  release(): void {
    if (this.#heldSince === undefined) return;
    this.#heldMs += this.#clock.now() - this.#heldSince;
    this.#heldSince = undefined;
    for (const timer of [...this.#timers]) this.#arm(timer);
  }

  #arm(timer: Timer): void {
    timer.cancel = this.#clock.after(timer.due - this.now(), () => {
      this.#timers.delete(timer);
      timer.callback();
    });
  }
}

/** A clock that is held while a replica reaches no other one though it should, or none reaches it. */
export function heldWhileIsolated(peers: Pick<Peers, 'isolated' | 'onChange'>, clock: Clock): HeldClock {
  const held = new HeldClock(clock);
  const follow = (): void => (peers.isolated ? held.hold() : held.release());
  peers.onChange(follow);
  follow();
  return held;
}
