/** The server tests' clock: time moves only when a test moves it. */

import type { Clock } from '../ports.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

export class FakeClock implements Clock {
  #now: number;
  #timers: Timer[] = [];
  #soon: (() => void)[] = [];

  /** @param now milliseconds since the epoch. Not 0 by default: a test would miss code that takes 0 for "no time". */
  constructor(now = 1_700_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  soon(callback: () => void): void {
    this.#soon.push(callback);
  }

  /** Timers that have neither fired nor been cancelled. */
  get pendingTimers(): number {
    return this.#timers.length;
  }

  /** Runs what was deferred with `soon`. */
  settle(): void {
    for (const callback of this.#soon.splice(0)) callback();
  }

  /** Moves time forward by `ms` milliseconds and fires timers in order, without leaving the current task. */
  advance(ms: number): void {
    const end = this.#now + ms;
    this.settle();
    while (this.#fireNext(end)) this.settle();
    this.#now = end;
  }

  /** As `advance`, and lets promises settle before and after each timer. */
  async advanceAsync(ms: number): Promise<void> {
    const end = this.#now + ms;
    do {
      this.settle();
      await settlePromises();
    } while (this.#fireNext(end));
    this.#now = end;
  }

  /** Fires the earliest timer due by `end`; of two at the same time, the one that was set first. */
  #fireNext(end: number): boolean {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at <= end && (next === undefined || timer.at < next.at)) next = timer;
    }
    if (next === undefined) return false;
    const { at, callback } = next;
    this.#timers = this.#timers.filter((timer) => timer !== next);
    this.#now = Math.max(this.#now, at);
    callback();
    return true;
  }
}

/** Resolves when every promise that can settle without I/O has settled. */
export async function settlePromises(): Promise<void> {
  // The event loop takes its next turn only when no promise is left to settle.
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
