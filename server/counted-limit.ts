/** Limits how much each key (a user, a client address) has open at once. */
export class CountedLimit {
  readonly #most: number;
  readonly #counts = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Counts one more for the key.
   * @returns a function that releases it (a second call does nothing); undefined if the key has reached the limit
   */
  take(key: string): (() => void) | undefined {
    const count = this.#counts.get(key) ?? 0;
    if (count >= this.#most) return undefined;
    this.#counts.set(key, count + 1);
    let open = true;
    return () => {
      if (open) this.#release(key);
      open = false;
    };
  }

  /** Number of keys with at least one place; others are forgotten. */
  get size(): number {
    return this.#counts.size;
  }

  #release(key: string): void {
    const count = this.#counts.get(key) ?? 0;
    if (count <= 1) this.#counts.delete(key);
    else this.#counts.set(key, count - 1);
  }
}
