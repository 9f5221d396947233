/**
 * When to fetch a pod again: soon after each change, sometimes for its events, often without a stream, and less and less
 * often while it is refused.
 */

import { isPassing } from '#components/failures/passing-codes.ts';
import type { PodAnswer } from './pod-watch.ts';

export interface PollerEnvironment {
  /** Never rejects. */
  ask(signal: AbortSignal): Promise<PodAnswer>;
  onAnswer(answer: PodAnswer): void;
  /** Calls back once after `ms` milliseconds; the returned function cancels. */
  after(ms: number, callback: () => void): () => void;
}

/** Delay after a change: changes come in bursts, and one request covers them all. */
const SETTLE_MS = 150;
/** The cluster records events shortly after a change, without changing the pod. */
const EVENTS_MS = 2000;
/** Interval with a live stream of changes: only for the events. */
const CALM_MS = 15_000;
/** Interval without a stream, for instance if the caller may not watch pods. */
const ALONE_MS = 3000;
/** Longest interval while the pod is refused or gone; both may change, but seldom do. */
const REFUSED_MS = 30_000;

export class PodPoller {
  readonly #environment: PollerEnvironment;
  #cancel: (() => void) | undefined;
  #asking: AbortController | undefined;
  #running = false;
  #live = false;
  #changed = false;
  /** Refusals in a row. */
  #refusals = 0;

  constructor(environment: PollerEnvironment) {
    this.#environment = environment;
  }

  /** Starts polling; the first request comes soon, since the page's data may be old. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#schedule(ALONE_MS);
  }

  /** Stops timers and aborts a running request. */
  stop(): void {
    this.#running = false;
    this.#cancel?.();
    this.#asking?.abort();
    this.#asking = undefined;
  }

  /** The stream reported something. @param live true if it is connected and will report the next change */
  onFeedChange(live: boolean): void {
    this.#live = live;
    this.#changed = true;
    if (this.#running && this.#asking === undefined) this.#schedule(SETTLE_MS);
  }

  #schedule(ms: number): void {
    this.#cancel?.();
    this.#cancel = this.#environment.after(ms, () => void this.#ask());
  }

  async #ask(): Promise<void> {
    const asking = new AbortController();
    this.#asking = asking;
    const afterChange = this.#changed;
    this.#changed = false;
    const answer = await this.#environment.ask(asking.signal);
    if (asking.signal.aborted) return;
    this.#asking = undefined;
    this.#environment.onAnswer(answer);
    const refused = answer.kind === 'failed' && !isPassing(answer.failure.code);
    this.#refusals = refused ? this.#refusals + 1 : 0;
    if (refused) {
      this.#schedule(Math.min(REFUSED_MS, ALONE_MS * 2 ** Math.min(this.#refusals - 1, 10)));
      return;
    }
    // If the server fails, poll as often as without a stream.
    const calm = this.#live && answer.kind === 'answered';
    this.#schedule(this.#changed ? SETTLE_MS : !calm ? ALONE_MS : afterChange ? EVENTS_MS : CALM_MS);
  }
}
