/** The open watches of the cluster, so that they can be ended together. */

export class WatchHub {
  readonly #open = new Set<{ end(): void; drop(): void }>();

  get size(): number {
    return this.#open.size;
  }

  /** The returned function takes the watch out again. */
  add(watch: { end(): void; drop(): void }): () => void {
    this.#open.add(watch);
    return () => this.#open.delete(watch);
  }

  /** Breaks the connection of every watch without an end. */
  dropAll(): void {
    for (const watch of [...this.#open]) watch.drop();
  }

  /** Ends every watch in good order. */
  endAll(): void {
    for (const watch of [...this.#open]) watch.end();
  }
}
