/** When to ask for a pod again: soon after each change, now and then for its events, and often while nobody tells. */

import type { PodAnswer } from './pod-watch.ts';

export interface PollerEnvironment {
  /** Never rejects. */
  ask(signal: AbortSignal): Promise<PodAnswer>;
  onAnswer(answer: PodAnswer): void;
  /** Calls back once after `ms` milliseconds; the returned function cancels. */
  after(ms: number, callback: () => void): () => void;
}

/** From a change to the question: changes come in bursts, and one answer covers them all. */
const SETTLE_MS = 150;
/** The cluster records events about a change a little after it, and without changing the pod. */
const EVENTS_MS = 2000;
/** With a stream that tells of changes, this is for the events alone. */
const CALM_MS = 15_000;
/** Without one, as for callers who may not watch, the page asks by itself. */
const ALONE_MS = 3000;

export class PodPoller {
  readonly #environment: PollerEnvironment;
  #cancel: (() => void) | undefined;
  #asking: AbortController | undefined;
  #running = false;
  #live = false;
  #changed = false;

  constructor(environment: PollerEnvironment) {
    this.#environment = environment;
  }

  /** Begins to ask; what is shown may be old, so the first time comes soon. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#schedule(ALONE_MS);
  }

  /** Ends timers and a question under way. */
  stop(): void {
    this.#running = false;
    this.#cancel?.();
    this.#asking?.abort();
    this.#asking = undefined;
  }

  /** The stream said something. @param live it is connected, so the next change will be told */
  heard(live: boolean): void {
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
    // A silent or failing server is asked again as if there was no stream.
    const calm = this.#live && answer.kind === 'answered';
    this.#schedule(this.#changed ? SETTLE_MS : !calm ? ALONE_MS : afterChange ? EVENTS_MS : CALM_MS);
  }
}
