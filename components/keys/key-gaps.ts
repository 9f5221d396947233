/**
 * Gaps between a key and the next, for work that nobody waits for. What changes the page just before an echo comes delays it: the
 * browser draws no second frame within 16 ms.
 */

/** A user types until no key was pressed for so long. Milliseconds. */
export const TYPING_MS = 500;

/** The echo of a key is mostly there after this time, and the next key is not: a key that is held down repeats after 33 ms. */
export const ECHO_MS = 20;

/** What is needed of the browser. */
export interface KeyGapsPorts {
  /** Milliseconds since an arbitrary start. */
  now(): number;
  /** Calls back once after `ms` milliseconds; the returned function cancels. */
  after(ms: number, callback: () => void): () => void;
  /** Calls back at each press of a key, from now on. */
  onKey(callback: () => void): void;
}

export class KeyGaps {
  readonly #ports: KeyGapsPorts;
  readonly #waiting = new Set<(wait: number) => void>();
  /** Null before the first one. */
  #keyAt: number | null = null;
  #listens = false;

  constructor(ports: KeyGapsPorts) {
    this.#ports = ports;
  }

  /**
   * Calls back once: now if nobody types, otherwise shortly after the next key or when the user has stopped. A key that repeats
   * faster than its echo holds that up for {@link TYPING_MS} at most.
   * @returns a function that cancels
   */
  call(callback: () => void): () => void {
    this.#listen();
    const { now, after } = this.#ports;
    const latest = now() + TYPING_MS;
    const left = this.#keyAt === null ? 0 : this.#keyAt + TYPING_MS - now();
    if (left <= 0) {
      callback();
      return () => {};
    }
    let cancelTimer = () => {};
    const wait = (ms: number) => {
      cancelTimer();
      cancelTimer = after(Math.min(ms, latest - now()), () => {
        this.#waiting.delete(wait);
        callback();
      });
    };
    this.#waiting.add(wait);
    wait(left);
    return () => {
      this.#waiting.delete(wait);
      cancelTimer();
    };
  }

  #listen(): void {
    if (this.#listens) return;
    this.#listens = true;
    this.#ports.onKey(() => {
      this.#keyAt = this.#ports.now();
      for (const wait of this.#waiting) wait(ECHO_MS);
    });
  }
}

/** Of the page. */
export const keyGaps = new KeyGaps({
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  // On the window and first: who handles a key may stop it.
  onKey: (callback) => window.addEventListener('keydown', callback, { capture: true, passive: true }),
});
