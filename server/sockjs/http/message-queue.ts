/** The messages that wait for a receiver, as literals, in order. */

export class MessageQueue {
  #literals: string[] = [];
  #bytes = 0;

  /** Size of the messages on the wire, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  get isEmpty(): boolean {
    return this.#literals.length === 0;
  }

  /** @param literal a JSON string literal with its quotes */
  add(literal: string): void {
    this.#literals.push(literal);
    this.#bytes += Buffer.byteLength(literal);
  }

  /** Takes messages until they reach `limitBytes`, at least one, as a message frame. The queue must not be empty. */
  takeFrame(limitBytes: number): string {
    let taken = 0;
    let count = 0;
    while (count < this.#literals.length && (count === 0 || taken < limitBytes)) {
      taken += Buffer.byteLength(this.#literals[count] ?? '');
      count++;
    }
    this.#bytes -= taken;
    return `a[${this.#literals.splice(0, count).join(',')}]`;
  }

  clear(): void {
    this.#literals = [];
    this.#bytes = 0;
  }
}
