/** The events of several subjects as one stream, which its client changes while it runs. */

import type { PodStreamEvent } from '#protocol/api.ts';
import type { SubjectEvent } from '#protocol/pod-streams.ts';
import { type Problem, toProblem } from '#protocol/problem.ts';

export interface PodStreamOptions<Query> {
  /** The pods of one subject and their changes, until `signal` aborts. May throw at once or later. */
  readonly follow: (query: Query, signal: AbortSignal) => AsyncIterable<PodStreamEvent>;
  /** What to tell the client of an error. */
  readonly explain: (error: unknown) => Problem;
}

interface Offer {
  readonly value: SubjectEvent;
  readonly onTaken: () => void;
}

/**
 * Reads each subject one event ahead, in turn, so a client that reads slowly holds up the subjects' own queues and
 * nothing is buffered here. A subject that fails ends with `refused` and leaves the others alone.
 */
export class PodStream<Query> implements AsyncIterableIterator<SubjectEvent> {
  readonly #options: PodStreamOptions<Query>;
  /** Ended subjects stay, aborted, until the client drops them: they must not start again. */
  readonly #subjects = new Map<string, AbortController>();
  #offers: Offer[] = [];
  #closed = false;
  #wake: () => void = () => {};

  constructor(options: PodStreamOptions<Query>) {
    this.#options = options;
  }

  /** Ends the subjects that are missing here, and starts those that are new. The others notice nothing. */
  carry(subjects: ReadonlyMap<string, Query>): void {
    if (this.#closed) return;
    for (const [subject, following] of this.#subjects) {
      if (subjects.has(subject)) continue;
      this.#subjects.delete(subject);
      this.#offers = this.#offers.filter(({ value }) => value.subject !== subject);
      following.abort();
    }
    for (const [subject, query] of subjects) {
      if (this.#subjects.has(subject)) continue;
      const following = new AbortController();
      this.#subjects.set(subject, following);
      void this.#follow(subject, query, following);
    }
  }

  /** Ends every subject and the iteration. Idempotent. */
  close(): void {
    this.carry(new Map());
    this.#closed = true;
    this.#wake();
  }

  async next(): Promise<IteratorResult<SubjectEvent, undefined>> {
    for (;;) {
      const offer = this.#offers.shift();
      if (offer !== undefined) {
        offer.onTaken();
        return { done: false, value: offer.value };
      }
      if (this.#closed) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async return(): Promise<IteratorResult<SubjectEvent, undefined>> {
    this.close();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #follow(subject: string, query: Query, following: AbortController): Promise<void> {
    const { signal } = following;
    const { follow, explain } = this.#options;
    let end: Problem;
    try {
      for await (const event of follow(query, signal)) {
        if (signal.aborted) return;
        await this.#offer({ subject, event }, signal);
      }
      end = toProblem('cluster-unreachable', 'The cluster closed the pod watch. Try again in a moment.');
    } catch (error) {
      if (signal.aborted) return;
      end = explain(error);
    }
    if (signal.aborted) return;
    await this.#offer({ subject, event: { type: 'refused', data: end } }, signal);
    following.abort();
  }

  /** Resolves when the client has taken the event, or wants the subject no longer. */
  #offer(value: SubjectEvent, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const onTaken = (): void => {
        signal.removeEventListener('abort', onTaken);
        resolve();
      };
      signal.addEventListener('abort', onTaken, { once: true });
      this.#offers.push({ value, onTaken });
      this.#wake();
    });
  }
}
