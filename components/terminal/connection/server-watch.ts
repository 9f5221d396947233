/**
 * Finds out when a server that was down is back, so that all terminals of a page reconnect at once, instead of each
 * after its own backoff. One small request serves them all, and only while a terminal waits.
 */

import type { Clock } from './clock.ts';

export interface ServerWatchPorts {
  readonly clock: Clock;
  /** From 0 to 1, without 1. */
  readonly random: () => number;
  /** True if the server answers and takes connections. Never rejects, and settles within a few seconds. */
  readonly isUp: () => Promise<boolean>;
}

/** Bounds of the time between two questions, in milliseconds; random, because all pages wait for the same server. */
const ASK_AFTER_MS = { shortest: 500, longest: 1000 } as const;

export class ServerWatch {
  readonly #ports: ServerWatchPorts;
  readonly #waiting = new Set<() => void>();
  /** The last answer was that the server is down. Without it, an answer is no news: connecting fails for another reason. */
  #isDown = false;
  #isAsking = false;
  #cancelNext = () => {};

  constructor(ports: ServerWatchPorts) {
    this.#ports = ports;
  }

  /**
   * Calls back once, when the server is back after it was down.
   * @returns cancels
   */
  whenBack(callback: () => void): () => void {
    const waiter = () => callback();
    this.#waiting.add(waiter);
    if (this.#waiting.size === 1) void this.#ask();
    return () => {
      this.#waiting.delete(waiter);
      if (this.#waiting.size === 0) this.#cancelNext();
    };
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const isUp = await this.#ports.isUp();
    this.#isAsking = false;
    const isBack = isUp && this.#isDown;
    this.#isDown = !isUp;
    if (isBack) {
      const told = [...this.#waiting];
      this.#waiting.clear();
      for (const tell of told) tell();
    }
    if (this.#waiting.size === 0) return;
    const { shortest, longest } = ASK_AFTER_MS;
    this.#cancelNext();
    this.#cancelNext = this.#ports.clock.after(
      shortest + this.#ports.random() * (longest - shortest),
      () => void this.#ask(),
    );
  }
}
