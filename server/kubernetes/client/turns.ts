import { PodshellError } from '#protocol/problem.ts';

/**
 * Lets so many tasks run at once; the others wait for their turn, first come, first served. A caller who asks for a
 * hundred namespaces then has a few connections to the API server, not a hundred, and no burst of answers keeps
 * the thread from everybody's keystrokes.
 */
export class Turns {
  readonly #atOnce: number;
  readonly #atMostWaiting: number;
  readonly #waiting = new Set<() => void>();
  #running = 0;

  /** @param atMostWaiting tasks that may wait; 0 refuses what cannot run at once */
  constructor(atOnce: number, atMostWaiting: number) {
    this.#atOnce = atOnce;
    this.#atMostWaiting = atMostWaiting;
  }

  /**
   * Resolves when it is the caller's turn, with what ends the turn; calling that again does nothing.
   * @throws PodshellError `too-many-requests` when as many wait as may; the signal's reason when it is aborted first
   */
  async take(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#running < this.#atOnce) this.#running += 1;
    else await this.#wait(signal);
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#pass();
    };
  }

  #wait(signal: AbortSignal | undefined): Promise<void> {
    if (this.#waiting.size >= this.#atMostWaiting) {
      throw new PodshellError(
        'too-many-requests',
        'Too many of your requests to this cluster are in progress. Try again in a few seconds.',
      );
    }
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.delete(onTurn);
        reject(signal?.reason);
      };
      const onTurn = () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.add(onTurn);
    });
  }

  /** The place of a task that has ended goes to the one that has waited longest. */
  #pass(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#running -= 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
