/** All open watches of the cluster, to end them together. */

export class WatchHub {
  readonly #open = new Set<{ end(): void; drop(): void }>();

  get size(): number {
    return this.#open.size;
  }

  /** The returned function removes the watch. */
  add(watch: { end(): void; drop(): void }): () => void {
    this.#open.add(watch);
    return () => this.#open.delete(watch);
  }

  /** Cuts the connection of every watch without ending the response. */
  dropAll(): void {
    for (const watch of [...this.#open]) watch.drop();
  }

  /** Ends the response of every watch. */
  endAll(): void {
    for (const watch of [...this.#open]) watch.end();
  }
}
