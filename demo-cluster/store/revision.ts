/** The counter behind all resourceVersions of the cluster, like etcd's revision. */
export class Revision {
  #value: number;

  constructor(start: number) {
    this.#value = start;
  }

  get current(): number {
    return this.#value;
  }

  next(): number {
    this.#value += 1;
    return this.#value;
  }
}
