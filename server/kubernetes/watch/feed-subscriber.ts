import type { PodStreamEvent } from '#protocol/api.ts';

/**
 * One reader of a feed. Buffers the changes that it has not read yet, up to a limit. Beyond the limit the changes
 * are dropped, and its next read returns a current snapshot, so a slow reader needs little memory.
 */
export class FeedSubscriber implements AsyncIterableIterator<PodStreamEvent> {
  readonly #backlog: number;
  readonly #current: () => readonly PodStreamEvent[];
  readonly #onLeave: () => void;
  #queue: PodStreamEvent[] = [];
  #isClosed = false;
  #needsSnapshot = false;
  #wake: (() => void) | undefined;

  /** @param current the current snapshot, followed by a `stale` event if the feed is stale */
  constructor(backlog: number, current: () => readonly PodStreamEvent[], onLeave: () => void) {
    this.#backlog = backlog;
    this.#current = current;
    this.#onLeave = onLeave;
  }

  /** Drops the buffered changes; the next read returns a snapshot. */
  invalidate(): void {
    this.#queue = [];
    this.#needsSnapshot = true;
    this.#wake?.();
  }

  push(event: PodStreamEvent): void {
    if (this.#needsSnapshot && event.type !== 'stale') return;
    if (this.#queue.length >= this.#backlog) {
      this.invalidate();
      return;
    }
    // A pending snapshot already comes with its stale event.
    if (!this.#needsSnapshot) this.#queue.push(event);
    this.#wake?.();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#queue = [];
    this.#needsSnapshot = false;
    this.#onLeave();
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<PodStreamEvent, undefined>> {
    for (;;) {
      if (this.#needsSnapshot) {
        this.#needsSnapshot = false;
        this.#queue = [...this.#current()];
      }
      const event = this.#queue.shift();
      if (event !== undefined) return { done: false, value: event };
      if (this.#isClosed) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
  }

  async return(): Promise<IteratorResult<PodStreamEvent, undefined>> {
    this.close();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
