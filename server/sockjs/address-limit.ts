/** Counts the connections of each client address. */

export class AddressLimit {
  readonly #max: number;
  readonly #counts = new Map<string, number>();

  /** @param max connections that one address may have */
  constructor(max: number) {
    this.#max = max;
  }

  /** Counts one connection; false, without counting, if the address is at its limit. */
  take(address: string): boolean {
    if ((this.#counts.get(address) ?? 0) >= this.#max) return false;
    this.add(address);
    return true;
  }

  /** Counts one more even when the address has as many as it may, for what is open already. */
  add(address: string): void {
    this.#counts.set(address, (this.#counts.get(address) ?? 0) + 1);
  }

  /** Undoes one successful `take`. */
  release(address: string): void {
    const count = this.#counts.get(address) ?? 0;
    if (count <= 1) this.#counts.delete(address);
    else this.#counts.set(address, count - 1);
  }
}
