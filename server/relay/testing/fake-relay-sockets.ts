/** Relay connections between replicas of a {@link FakePeerNetwork}: they stall and break with it. */

import type { FakePeerNetwork } from '#server/peers/testing/fake-peers.ts';
import type { RelaySocket, RelaySocketListener } from '../relay-link.ts';

/** One end of a connection. What it sends arrives later, in order, and not while nothing passes. */
export class FakeRelaySocket implements RelaySocket {
  readonly #network: FakePeerNetwork;
  readonly #from: string;
  readonly #to: string;
  readonly #ended = new AbortController();
  readonly #queue: { readonly bytes: Buffer; readonly onTaken: () => void }[] = [];
  #isSending = false;
  #listener: RelaySocketListener | undefined;
  #other: FakeRelaySocket | undefined;

  private constructor(network: FakePeerNetwork, from: string, to: string) {
    this.#network = network;
    this.#from = from;
    this.#to = to;
  }

  /** Both ends of a new connection between two addresses, the one at `from` first. */
  static pair(network: FakePeerNetwork, from: string, to: string): [FakeRelaySocket, FakeRelaySocket] {
    const one = new FakeRelaySocket(network, from, to);
    const other = new FakeRelaySocket(network, to, from);
    one.#other = other;
    other.#other = one;
    return [one, other];
  }

  listen(listener: RelaySocketListener): void {
    this.#listener = listener;
  }

  get bufferedBytes(): number {
    return this.#queue.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  send(bytes: Buffer, onTaken: () => void): void {
    this.#queue.push({ bytes, onTaken });
    if (!this.#isSending) void this.#sendAll();
  }

  terminate(): void {
    this.break();
    void this.#tellOther();
  }

  /** It ends here; the other end does not learn it. */
  break(): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    for (const { onTaken } of this.#queue.splice(0)) onTaken();
    const listener = this.#listener;
    queueMicrotask(() => listener?.onGone());
  }

  async #tellOther(): Promise<void> {
    await this.#network.pass(this.#from, this.#to, new AbortController().signal);
    this.#other?.break();
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    const { signal } = this.#ended;
    while (this.#queue.length > 0 && !signal.aborted) {
      await this.#network.pass(this.#from, this.#to, signal).catch(() => {});
      const next = this.#queue.shift();
      if (next === undefined) break;
      // A copy: the sender uses the bytes again. In two parts, as no network keeps messages together.
      const bytes = Buffer.from(next.bytes);
      this.#other?.arrive(bytes.subarray(0, bytes.length >> 1));
      this.#other?.arrive(bytes.subarray(bytes.length >> 1));
      next.onTaken();
    }
    this.#isSending = false;
  }

  /** For the other end. */
  arrive(bytes: Buffer): void {
    if (!this.#ended.signal.aborted) this.#listener?.onBytes(bytes);
  }
}
