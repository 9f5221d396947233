import { PodshellError } from '#protocol/problem.ts';

/**
 * Limits how many tasks run at once; the others wait in order. A request for a hundred namespaces then opens a few
 * connections to the API server, not a hundred, and parsing a burst of responses does not delay anyone's
 * keystrokes.
 */
export class Turns {
  readonly #atOnce: number;
  readonly #atMostWaiting: number;
  readonly #waiting = new Set<() => void>();
  #running = 0;

  /** @param atMostWaiting tasks that may wait; with 0, a task that cannot run at once is refused */
  constructor(atOnce: number, atMostWaiting: number) {
    this.#atOnce = atOnce;
    this.#atMostWaiting = atMostWaiting;
  }

  /**
   * Resolves when it is the caller's turn. The result ends the turn; a second call does nothing.
   * @throws PodshellError `too-many-requests` when the queue is full; the signal's reason when it aborts first
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

  /** Gives the turn of an ended task to the one that has waited longest. */
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
