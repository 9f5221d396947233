/** The one counter behind every resourceVersion of the cluster, as etcd's revision is. */
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
