/**
 * One list-and-watch that any number of readers share: a snapshot, then changes. It recovers from expired versions,
 * lost connections and restarts of the API server; only a refusal (401, 403) ends it.
 */

import type { PodStreamEvent } from '#protocol/api.ts';
import { PodshellError } from '#protocol/problem.ts';
import type { Clock, Logger } from '#server/ports.ts';
import { delay } from '../delay.ts';
import { CredentialsError, isExpired, isForbidden, isRefusal } from '../errors/api-error.ts';
import { explain, type Subject, toPodshellError } from '../errors/explain.ts';
import type { ClusterLimits } from '../limits.ts';
import { type FeedSnapshot, FeedSnapshots } from './feed-snapshots.ts';
import { FeedSubscriber } from './feed-subscriber.ts';
import type { PodSource } from './pod-source.ts';
import { PodTable } from './pod-table.ts';
import { RestartBackoff } from './restart-backoff.ts';

export interface FeedOptions {
  readonly source: PodSource;
  /** The context, namespace and pod to name in errors. */
  readonly subject: Subject;
  readonly limits: ClusterLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  /** Called when the feed ends: the last reader left, or the cluster refused. */
  readonly onEnd: () => void;
}

/** After a watch shorter than this the feed waits; a broken server would otherwise be queried in a loop. */
const SHORT_WATCH_MS = 1_000;

type Stale = Extract<PodStreamEvent, { type: 'stale' }>;

/** Why a watch or a poll loop ended. */
type Followed = 'list-again' | 'cannot-watch' | 'stopped';

export class PodFeed {
  readonly #options: FeedOptions;
  readonly #table = new PodTable();
  readonly #subscribers = new Set<FeedSubscriber>();
  readonly #abort = new AbortController();
  readonly #backoff: RestartBackoff;
  readonly #snapshots = new FeedSnapshots();
  #state: { kind: 'loading' } | { kind: 'fresh' } | { kind: 'stale'; event: Stale } = { kind: 'loading' };
  #hasSnapshot = false;
  /** The namespace that was listed; a caller who may not list all of them gets the context's. */
  #namespace: string | undefined;
  #canWatch = true;
  /** Abort it to end the pause between two attempts. */
  #pause = new AbortController();
  /** Cancels the timer that keeps the feed open for a page that will subscribe; undefined while there is none. */
  #release: (() => void) | undefined;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#backoff = new RestartBackoff(options.clock, options.random);
    void this.#run();
  }

  /** Adds a reader; it leaves when `signal` aborts or its iteration ends. */
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
   * The pods for a page that will subscribe next: the known ones, else the first page (`soon`) or all of them. Keeps
   * the feed open for `feedHoldMs`, even without readers.
   * @throws PodshellError if the pods cannot be read
   */
  async snapshot(how: 'soon' | 'all'): Promise<FeedSnapshot> {
    this.#hold();
    if (this.#hasSnapshot) {
      await this.#checkPermission();
      return this.#everything();
    }
    const snapshot = this.#snapshots.wait(how);
    // A caller waits, so retry now and not after the pause.
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
        await this.#wait(this.#backoff.afterRestart());
      } catch (error) {
        if (signal.aborted) return;
        if (isRefusal(error) || (error instanceof CredentialsError && !this.#hasSnapshot)) {
          this.#refuse(error);
          return;
        }
        this.#becomeStale(error);
        await this.#wait(this.#backoff.afterFailure(error));
      }
    }
  }

  /** Ends early when a caller wants the pods now, or the feed ends. */
  #wait(ms: number): Promise<void> {
    this.#pause = new AbortController();
    return delay(this.#options.clock, ms, AbortSignal.any([this.#abort.signal, this.#pause.signal]));
  }

  /** Returns when the list must be read again; throws when the cluster cannot be reached. */
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
          const change = this.#table.apply(event);
          if (change !== undefined) this.#publish(change);
        }
      } catch (error) {
        if (isExpired(error)) return 'list-again';
        if (isForbidden(error)) return 'cannot-watch';
        throw error;
      }
      if (clock.now() - startedAt < SHORT_WATCH_MS) await this.#wait(this.#backoff.afterRestart());
    }
    return 'stopped';
  }

  async #poll(signal: AbortSignal): Promise<Followed> {
    const { source, clock, limits } = this.#options;
    for (;;) {
      await delay(clock, limits.pollMs, signal);
      if (signal.aborted) return 'stopped';
      for (const change of this.#table.difference(await source.list(signal))) this.#publish(change);
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

  /** A watch stays open after its permission is revoked, so check the permission before a new page gets the pods. */
  async #checkPermission(): Promise<void> {
    try {
      await this.#options.source.probe(this.#namespace, this.#abort.signal);
    } catch (error) {
      // The feed itself reports an unreachable cluster.
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
