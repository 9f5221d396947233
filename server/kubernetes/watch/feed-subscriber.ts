import type { PodStreamEvent } from '#protocol/api.ts';

/**
 * One reader of a feed. What it has not read yet waits here, up to a bound; beyond it the changes collapse into
 * one snapshot of how things stand when it reads on, so a slow reader costs no memory.
 */
export class FeedSubscriber implements AsyncIterableIterator<PodStreamEvent> {
  readonly #backlog: number;
  readonly #current: () => readonly PodStreamEvent[];
  readonly #onLeave: () => void;
  #queue: PodStreamEvent[] = [];
  #state: { kind: 'open' } | { kind: 'failed'; error: unknown } | { kind: 'closed' } = { kind: 'open' };
  #needsSnapshot = false;
  #wake: (() => void) | undefined;

  /** @param current the snapshot as of now, with what has to be said beside it */
  constructor(backlog: number, current: () => readonly PodStreamEvent[], onLeave: () => void) {
    this.#backlog = backlog;
    this.#current = current;
    this.#onLeave = onLeave;
  }

  /** The next read begins with a snapshot; what waits is forgotten. */
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
    // A snapshot that is still to be read says itself whether it is stale.
    if (!this.#needsSnapshot) this.#queue.push(event);
    this.#wake?.();
  }

  /** Ends the iteration with an error, after what waits. */
  fail(error: unknown): void {
    if (this.#state.kind === 'open') this.#state = { kind: 'failed', error };
    this.#wake?.();
  }

  close(): void {
    if (this.#state.kind === 'closed') return;
    this.#state = { kind: 'closed' };
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
      if (this.#state.kind === 'closed') return { done: true, value: undefined };
      if (this.#state.kind === 'failed') {
        const { error } = this.#state;
        this.close();
        throw error;
      }
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
