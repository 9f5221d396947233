/**
 * Calls that may never come back, as those to a network file system do when its server is gone. Each holds one of the few
 * threads that the whole process has for files, so only a few run at once, and none more while they hang.
 */

import type { Clock } from '#server/ports.ts';
import { StoreError } from '../ports.ts';

/** Node has four threads for files by default; some stay for everybody else. */
const MOST_AT_ONCE = 2;

export class LimitedCalls {
  readonly #clock: Clock;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Waits for a place, and for the call. What hangs goes on in the background and keeps its place.
   * @param ms for both together
   * @param call is told whether somebody still waits for it
   * @throws StoreError `unavailable` when the time is over, and what the call throws
   */
  run<Result>(ms: number, call: (isGivenUp: () => boolean) => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      let isGivenUp = false;
      const cancel = this.#clock.after(ms, () => {
        isGivenUp = true;
        const place = this.#waiting.indexOf(start);
        if (place !== -1) this.#waiting.splice(place, 1);
        reject(new StoreError('unavailable', 'The store did not answer in time.'));
      });
      const start = (): void => {
        this.#running += 1;
        call(() => isGivenUp)
          .then(resolve, reject)
          .finally(() => {
            cancel();
            this.#running -= 1;
            this.#waiting.shift()?.();
          });
      };
      if (this.#running < MOST_AT_ONCE) start();
      else this.#waiting.push(start);
    });
  }
}
