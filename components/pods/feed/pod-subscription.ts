/**
 * Subscribes to the pods of one place: opens the event stream, finds out why it was refused, retries, and publishes the
 * state. EventSource reconnects on its own, but does not expose a response other than 200, so the route is then
 * requested once more with fetch.
 */

import type { Failure } from '#components/failures/read-failure.ts';
import type { Pod, PodStreamEvent } from '#protocol/api.ts';
import { type BackoffBounds, backoffMs } from '#protocol/backoff.ts';
import { PART } from '#protocol/parts.ts';
import { CLOSED, type EventSourceLike, OWN_EVENT_TYPES } from '../streams/event-source.ts';
import { inputFromProblem, type PodStreamState, reduceStream, type StreamInput } from './pod-stream.ts';

/** What the feed needs from the browser. */
export interface FeedEnvironment {
  openEvents(route: string): EventSourceLike;
  /** Requests the route to get its problem. Null: it works now. Rejects without a response. */
  probe(route: string, signal: AbortSignal): Promise<Failure | null>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after `ms` milliseconds; the returned function cancels. */
  after(ms: number, callback: () => void): () => void;
  /** Calls back once, when no key waits for its echo; the returned function cancels. */
  betweenKeys(callback: () => void): () => void;
  /** Like `Math.random`. */
  random(): number;
}

/** At most ten renders per second, because rendering 10,000 pods takes milliseconds. */
const BATCH_MS = 100;
const RETRY_BOUNDS: BackoffBounds = { firstMs: 1000, longestMs: 15_000 };
/** A refusal mostly lasts, but not always: a token is renewed, a role is granted, a namespace is created. */
const REFUSED_BOUNDS: BackoffBounds = { firstMs: 2000, longestMs: 60_000 };

export class PodSubscription {
  readonly #route: string;
  readonly #environment: FeedEnvironment;
  readonly #listeners = new Set<() => void>();
  #state: PodStreamState;
  #queue: StreamInput[] = [];
  #cancelFlush: (() => void) | undefined;
  #lastFlushAt = Number.NEGATIVE_INFINITY;
  #disconnect: (() => void) | undefined;
  #failures = 0;

  /** @param route of the event stream */
  constructor(route: string, initial: PodStreamState, environment: FeedEnvironment) {
    this.#route = route;
    this.#state = initial;
    this.#environment = environment;
  }

  get state(): PodStreamState {
    return this.#state;
  }

  /** Calls back after each change of `state`, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Connects, unless connected; after a refusal, only in a while. Can be called again after `disconnect`. */
  connect(): void {
    if (this.#disconnect !== undefined) return;
    this.#failures = 0;
    if (this.#state.link.kind === 'refused') this.#askLater();
    else this.#open();
  }

  /** Retries now, also after a refusal. */
  retry(): void {
    this.#failures = 0;
    this.#open();
  }

  /** Closes the connection and stops timers. The pods stay, but no longer count as live. */
  disconnect(): void {
    this.#disconnect?.();
    this.#disconnect = undefined;
    this.#cancelFlush?.();
    this.#queue.push({ kind: 'paused' });
    this.#flush();
  }

  #open(): void {
    this.#disconnect?.();
    const source = this.#environment.openEvents(this.#route);
    /** Of the next snapshot. */
    let parts: Pod[] = [];
    for (const type of OWN_EVENT_TYPES) {
      source.addEventListener(type, (message) => {
        if (this.#disconnect !== disconnect) return;
        this.#failures = 0;
        const data = JSON.parse((message as MessageEvent<string>).data);
        if (type === PART) {
          parts.push(...data);
          return;
        }
        if (type === 'snapshot' && parts.length > 0) {
          data.items = [...parts, ...data.items];
          parts = [];
        }
        const event = { type, data } as PodStreamEvent;
        this.#push({ kind: 'event', event, at: this.#environment.now() });
      });
    }
    source.addEventListener('error', () => {
      parts = [];
      if (this.#disconnect !== disconnect) return;
      if (source.readyState !== CLOSED) {
        this.#push({ kind: 'dropped', at: this.#environment.now() });
        return;
      }
      // The answer may take a while, and nothing is live meanwhile.
      if (this.#state.link.kind === 'live' || this.#queue.length > 0) this.#push({ kind: 'paused' });
      this.#ask(() => this.#openLater());
    });
    const disconnect = () => source.close();
    this.#disconnect = disconnect;
  }

  /** @param onAllowed called if the route works now */
  #ask(onAllowed: () => void): void {
    const asking = new AbortController();
    const disconnect = () => asking.abort();
    this.#disconnect = disconnect;
    this.#environment.probe(this.#route, asking.signal).then(
      (problem) => {
        if (this.#disconnect !== disconnect) return;
        if (problem === null) {
          onAllowed();
          return;
        }
        const input = inputFromProblem(problem, this.#environment.now());
        this.#push(input);
        if (input.kind === 'refused') this.#askLater();
        else this.#openLater();
      },
      () => {
        if (this.#disconnect !== disconnect) return;
        this.#push({ kind: 'dropped', at: this.#environment.now() });
        this.#openLater();
      },
    );
  }

  #openLater(): void {
    this.#later(RETRY_BOUNDS, () => this.#open());
  }

  /** One request, where a stream that is refused again takes two. */
  #askLater(): void {
    this.#later(REFUSED_BOUNDS, () => this.#ask(() => this.#open()));
  }

  #later(bounds: BackoffBounds, callback: () => void): void {
    this.#failures += 1;
    const wait = backoffMs(bounds, this.#failures, this.#environment.random());
    this.#disconnect = this.#environment.after(wait, callback);
  }

  #push(input: StreamInput): void {
    this.#queue.push(input);
    if (this.#cancelFlush !== undefined) return;
    const wait = this.#lastFlushAt + BATCH_MS - this.#environment.now();
    if (wait <= 0) this.#flushBetweenKeys();
    else this.#cancelFlush = this.#environment.after(wait, () => this.#flushBetweenKeys());
  }

  /**
   * While somebody types, in a terminal or a filter, the list changes after the echo of a key, not before. What is not live yet
   * does not wait: it may have been opened with a key.
   */
  #flushBetweenKeys(): void {
    if (this.#state.link.kind !== 'live') {
      this.#flush();
      return;
    }
    let isFlushed = false;
    const cancel = this.#environment.betweenKeys(() => {
      isFlushed = true;
      this.#flush();
    });
    if (!isFlushed) this.#cancelFlush = cancel;
  }

  #flush(): void {
    this.#cancelFlush = undefined;
    this.#lastFlushAt = this.#environment.now();
    const inputs = this.#queue;
    this.#queue = [];
    const state = reduceStream(this.#state, inputs);
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
