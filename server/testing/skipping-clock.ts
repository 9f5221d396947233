/** For tests with real processes and sockets that wait for the end of something long: time runs, and can be skipped. */

import type { Clock } from '../ports.ts';
import { systemClock } from '../system-clock.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
  cancel: () => void;
}

export class SkippingClock implements Clock {
  #skippedMs = 0;
  readonly #timers = new Set<Timer>();

  now(): number {
    return systemClock.now() + this.#skippedMs;
  }

  after(ms: number, callback: () => void): () => void {
    const timer: Timer = { at: this.now() + ms, callback, cancel() {} };
    this.#timers.add(timer);
    this.#wait(timer);
    return () => {
      timer.cancel();
      this.#timers.delete(timer);
    };
  }

  soon(callback: () => void): void {
    systemClock.soon(callback);
  }

  /** Leaves out the time until then, in milliseconds since the epoch. Resolves when timers of that time have fired, in their order. */
  skipTo(at: number): Promise<void> {
    this.#skippedMs += Math.max(0, at - this.now());
    for (const timer of [...this.#timers].sort((one, other) => one.at - other.at)) {
      timer.cancel();
      this.#wait(timer);
    }
    return new Promise((resolve) => this.after(0, resolve));
  }

  #wait(timer: Timer): void {
    timer.cancel = systemClock.after(timer.at - this.now(), () => {
      this.#timers.delete(timer);
      timer.callback();
    });
  }
}
