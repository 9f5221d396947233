/** Waits for a state without polling: whoever changes the state announces it. */

/** Default timeout, in milliseconds. */
const TIMEOUT_MS = 15_000;

export class Waiting {
  readonly #checks = new Set<() => void>();

  /** Announces a change: every waiter checks again. */
  changed(): void {
    for (const check of [...this.#checks]) check();
  }

  /**
   * Resolves with the first result of `look` that is not undefined.
   * @param soFar what was seen so far, for the error
   */
  until<T>(what: string, look: () => T | undefined, soFar: () => string, timeoutMs = TIMEOUT_MS): Promise<T> {
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
        reject(new Error(`${what} did not arrive within ${timeoutMs} ms. So far: ${soFar()}`));
      }, timeoutMs);
      this.#checks.add(check);
      check();
    });
  }
}
