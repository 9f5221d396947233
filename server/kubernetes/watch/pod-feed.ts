/**
 * One list-and-watch that any number of readers share: a snapshot, then changes. It heals itself over expired
 * versions, lost connections and restarts of the API server; only a refusal ends it.
 */

import type { PodStreamEvent } from '#protocol/api.ts';
import { PodshellError } from '#protocol/problem.ts';
import type { Clock, Logger } from '#server/ports.ts';
import { Backoff } from '../backoff.ts';
import { delay } from '../delay.ts';
import { CredentialsError, isExpired, isForbidden, isRefusal } from '../errors/api-error.ts';
import { explain, type Subject, toPodshellError } from '../errors/explain.ts';
import type { ClusterLimits } from '../limits.ts';
import { type FeedSnapshot, FeedSnapshots } from './feed-snapshots.ts';
import { FeedSubscriber } from './feed-subscriber.ts';
import type { PodSource } from './pod-source.ts';
import { PodTable } from './pod-table.ts';

export interface FeedOptions {
  readonly source: PodSource;
  /** Names the place in errors. */
  readonly subject: Subject;
  readonly limits: ClusterLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  /** The last reader left, or the cluster refused: the feed is over. */
  readonly onEnd: () => void;
}

/** A watch that ended sooner than this gets a pause before the next, or an odd server would be asked in a loop. */
const SHORT_WATCH_MS = 1_000;

type Stale = Extract<PodStreamEvent, { type: 'stale' }>;

/** How a phase of following the changes went. */
type Followed = 'list-again' | 'cannot-watch' | 'stopped';

export class PodFeed {
  readonly #options: FeedOptions;
  readonly #table = new PodTable();
  readonly #subscribers = new Set<FeedSubscriber>();
  readonly #abort = new AbortController();
  readonly #backoff: Backoff;
  readonly #snapshots = new FeedSnapshots();
  #state: { kind: 'loading' } | { kind: 'fresh' } | { kind: 'stale'; event: Stale } = { kind: 'loading' };
  #hasSnapshot = false;
  /** The namespace that was listed; a caller who may not list all of them gets the context's. */
  #namespace: string | undefined;
  #canWatch = true;
  /** Aborted to end the pause between two attempts. */
  #pause = new AbortController();
  /** Ends the hold of a page that has been shown the pods and may follow them; undefined while there is none. */
  #release: (() => void) | undefined;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#backoff = new Backoff({ firstMs: 200, longestMs: 5_000 }, options.random);
    void this.#run();
  }

  /** A new reader; it leaves when `signal` is aborted or its iteration ends. */
  subscribe(signal: AbortSignal): AsyncIterableIterator<PodStreamEvent> {
    const leave = (): void => subscriber.close();
    const subscriber = new FeedSubscriber(
      this.#options.limits.feedBacklog,
      () => this.#current(),
      () => {
        signal.removeEventListener('abort', leave);
        this.#subscribers.delete(subscriber);
        this.#endIfUnused();
      },
    );
    this.#subscribers.add(subscriber);
    if (this.#hasSnapshot) subscriber.invalidate();
    else if (this.#state.kind === 'stale') subscriber.push(this.#state.event);
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave);
    return subscriber;
  }

  /**
   * The pods for a page that is about to follow them: what is known, else the first that come (`soon`) or all of
   * them. For that page's sake the feed lives on for `feedHoldMs`, read or not.
   * @throws PodshellError why there are none
   */
  async snapshot(how: 'soon' | 'all'): Promise<FeedSnapshot> {
    this.#hold();
    if (this.#hasSnapshot) {
      await this.#askAgain();
      return this.#everything();
    }
    const snapshot = this.#snapshots.wait(how);
    // Somebody waits, so the cluster is tried now and not after a pause.
    if (this.#state.kind === 'stale') this.#pause.abort();
    return snapshot;
  }

  /** Ends the watch and every reader's iteration. Idempotent. */
  dispose(): void {
    if (this.#abort.signal.aborted) return;
    this.#abort.abort();
    this.#release?.();
    this.#snapshots.fail(
      new PodshellError('draining', 'This server is shutting down. Reload the page in a moment.'),
    );
    for (const subscriber of [...this.#subscribers]) subscriber.close();
    this.#options.onEnd();
  }

  #current(): readonly PodStreamEvent[] {
    const snapshot = { type: 'snapshot', data: this.#table.snapshot() } as const;
    return this.#state.kind === 'stale' ? [snapshot, this.#state.event] : [snapshot];
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      try {
        const listed = await this.#options.source.list(signal, (page) => this.#snapshots.begin(page));
        this.#table.replace(listed);
        this.#namespace = listed.namespace;
        this.#becomeFresh();
        await this.#follow(signal);
      } catch (error) {
        if (signal.aborted) return;
        if (isRefusal(error) || (error instanceof CredentialsError && !this.#hasSnapshot)) {
          this.#refuse(error);
          return;
        }
        this.#becomeStale(error);
        this.#pause = new AbortController();
        await delay(this.#options.clock, this.#backoff.next(), AbortSignal.any([signal, this.#pause.signal]));
      }
    }
  }

  /** Returns when the list has to be read again; throws when the cluster cannot be reached. */
  async #follow(signal: AbortSignal): Promise<void> {
    for (;;) {
      const followed = this.#canWatch ? await this.#watch(signal) : await this.#poll(signal);
      if (followed !== 'cannot-watch') return;
      this.#canWatch = false;
    }
  }

  async #watch(signal: AbortSignal): Promise<Followed> {
    const { source, clock } = this.#options;
    while (!signal.aborted) {
      const startedAt = clock.now();
      try {
        for await (const event of source.watch(this.#namespace, this.#table.resourceVersion, signal)) {
          this.#backoff.reset();
          const change = this.#table.apply(event);
          if (change !== undefined) this.#publish(change);
        }
      } catch (error) {
        if (isExpired(error)) return 'list-again';
        if (isForbidden(error)) return 'cannot-watch';
        throw error;
      }
      if (clock.now() - startedAt < SHORT_WATCH_MS) await delay(clock, this.#backoff.next(), signal);
      else this.#backoff.reset();
    }
    return 'stopped';
  }

  async #poll(signal: AbortSignal): Promise<Followed> {
    const { source, clock, limits } = this.#options;
    for (;;) {
      await delay(clock, limits.pollMs, signal);
      if (signal.aborted) return 'stopped';
      for (const change of this.#table.difference(await source.list(signal))) this.#publish(change);
      this.#backoff.reset();
    }
  }

  #publish(event: PodStreamEvent): void {
    for (const subscriber of this.#subscribers) subscriber.push(event);
  }

  #becomeFresh(): void {
    this.#state = { kind: 'fresh' };
    this.#hasSnapshot = true;
    this.#snapshots.complete(this.#everything());
    for (const subscriber of this.#subscribers) subscriber.invalidate();
  }

  #becomeStale(error: unknown): void {
    const { logger, subject } = this.#options;
    const { code, detail } = explain(error, subject);
    this.#snapshots.fail(new PodshellError(code, detail));
    if (this.#state.kind === 'stale' && this.#state.event.data.code === code) return;
    logger.warn({ ...subject, code }, `Pod feed interrupted: ${detail}`);
    const event: Stale = { type: 'stale', data: { code, detail } };
    this.#state = { kind: 'stale', event };
    this.#publish(event);
  }

  /** A watch outlives the right to it; what is shown to a new page has to be allowed now. */
  async #askAgain(): Promise<void> {
    try {
      await this.#options.source.probe(this.#namespace, this.#abort.signal);
    } catch (error) {
      // Of a cluster that is away the feed tells by itself.
      if (!isRefusal(error)) return;
      this.#refuse(error);
      throw toPodshellError(error, this.#options.subject);
    }
  }

  #everything(): FeedSnapshot {
    const { items } = this.#table.snapshot();
    return { items, total: items.length };
  }

  #hold(): void {
    this.#release?.();
    this.#release = this.#options.clock.after(this.#options.limits.feedHoldMs, () => {
      this.#release = undefined;
      this.#endIfUnused();
    });
  }

  #endIfUnused(): void {
    if (this.#subscribers.size === 0 && this.#release === undefined) this.dispose();
  }

  #refuse(error: unknown): void {
    const refusal = toPodshellError(error, this.#options.subject);
    this.#snapshots.fail(refusal);
    for (const subscriber of [...this.#subscribers]) subscriber.fail(refusal);
    this.#subscribers.clear();
    this.dispose();
  }
}
