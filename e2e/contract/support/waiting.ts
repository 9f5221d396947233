/** Waiting for a state without asking again and again: whoever changes it says so. */

/** Nothing in these tests takes longer unless it says so. Milliseconds. */
export const PATIENCE_MS = 15_000;

export class Waiting {
  readonly #checks = new Set<() => void>();

  /** Something has changed: everyone who waits looks again. */
  changed(): void {
    for (const check of [...this.#checks]) check();
  }

  /**
   * What `look` gives once that is no longer undefined.
   * @param soFar what has been seen so far, for the error
   */
  until<T>(
    what: string,
    look: () => T | undefined,
    soFar: () => string,
    patienceMs = PATIENCE_MS,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = look();
        if (found === undefined) return;
        finish();
        resolve(found);
      };
      const finish = () => {
        clearTimeout(timer);
        this.#checks.delete(check);
      };
      const timer = setTimeout(() => {
        finish();
        reject(new Error(`${what} did not come within ${patienceMs} ms. So far: ${soFar()}`));
      }, patienceMs);
      this.#checks.add(check);
      check();
    });
  }
}
