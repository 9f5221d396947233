import { PART } from '#protocol/parts.ts';
import type { StreamEvent } from './event-source.ts';

/** A page that is this many events behind gets a snapshot instead. */
const MOST_PENDING = 500;

/**
 * One page's stream. At most one batch of events is on its way to the page, and few wait: a page that is busy, or stopped
 * in a debugger, must not fill the worker's memory.
 */
export class Reader {
  readonly #send: (events: readonly StreamEvent[]) => void;
  readonly #current: () => readonly StreamEvent[];
  #pending: StreamEvent[] = [];
  #isBehind = false;
  #isBusy = false;

  /** @param current the events that bring a page up to date */
  constructor(send: (events: readonly StreamEvent[]) => void, current: () => readonly StreamEvent[]) {
    this.#send = send;
    this.#current = current;
  }

  /** Sends what brings the page up to date. */
  catchUp(): void {
    this.#isBehind = true;
    this.#flush();
  }

  push(event: StreamEvent): void {
    // A page that is behind gets its parts, too.
    if (event[0] === 'snapshot') this.#pending = this.#pending.filter(([type]) => type === PART);
    if (!this.#isBehind) this.#pending.push(event);
    if (this.#pending.length > MOST_PENDING) {
      this.#pending = [];
      this.#isBehind = true;
    }
    this.#flush();
  }

  /** The page has handled the last batch. */
  onHandled(): void {
    this.#isBusy = false;
    this.#flush();
  }

  #flush(): void {
    if (this.#isBusy) return;
    const events = this.#isBehind ? this.#current() : this.#pending;
    this.#isBehind = false;
    this.#pending = [];
    if (events.length === 0) return;
    this.#isBusy = true;
    this.#send(events);
  }
}
