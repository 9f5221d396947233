/**
 * One list-and-watch that any number of readers share: a snapshot, then changes. It recovers from expired versions,
 * lost connections, restarts of the API server, and refusals (401, 403, 404) that pass. It ends with its last reader.
 */

import type { PodStreamEvent } from '#protocol/api.ts';
import { PodshellError } from '#protocol/problem.ts';
import type { Clock, Logger } from '#server/ports.ts';
import { delay } from '../delay.ts';
import { CredentialsError, isExpired, isForbidden, isRefusal } from '../errors/api-error.ts';
import { type Explanation, explain, type Subject, toPodshellError } from '../errors/explain.ts';
import type { ClusterLimits } from '../limits.ts';
import type { ListedPods } from '../pods/list-pods.ts';
import { type ClusterObserver, NO_CLUSTER_OBSERVER } from '../ports.ts';
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
  /** Default: nobody. */
  readonly observer?: ClusterObserver | undefined;
  /** Called when the feed ends: the last reader left, its context changed, or the server stops. */
  readonly onEnd: () => void;
}

/** After a watch shorter than this the feed waits; a broken server would otherwise be queried in a loop. */
const SHORT_WATCH_MS = 1_000;

const DRAINING: Explanation = {
  code: 'draining',
  detail: 'This server is shutting down. Reload the page in a moment.',
};

type FeedState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'fresh' }
  | {
      readonly kind: 'stale';
      /** True if the cluster refused, false if it could not be asked. */
      readonly refused: boolean;
      readonly event: Extract<PodStreamEvent, { type: 'stale' }>;
    };

export class PodFeed {
  readonly #options: FeedOptions;
  readonly #table = new PodTable();
  readonly #subscribers = new Set<FeedSubscriber>();
  /** Subscribers that have joined a refused feed; the next answer of the cluster is theirs. */
  readonly #unanswered = new Set<FeedSubscriber>();
  readonly #abort = new AbortController();
  readonly #backoff: RestartBackoff;
  readonly #observer: ClusterObserver;
  readonly #snapshots = new FeedSnapshots();
  #state: FeedState = { kind: 'loading' };
  /** False also after a 403: the caller may no longer see what was known. */
  #hasSnapshot = false;
  /** The last answer was a refusal that readers were not told, because it may be a mistake of a moment. */
  #inDoubt = false;
  /** True between two lists of a caller who may not watch. */
  #isPolling = false;
  /** The namespace that was listed; a caller who may not list all of them gets the context's. */
  #namespace: string | undefined;
  /** Abort it to end the list or watch in progress and start over. */
  #round = new AbortController();
  /** Abort it to end the present wait between two attempts, or skip the next one. */
  #pause = new AbortController();
  /** Cancels the timer that keeps the feed open for a page that will subscribe; undefined while there is none. */
  #release: (() => void) | undefined;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#observer = options.observer ?? NO_CLUSTER_OBSERVER;
    this.#backoff = new RestartBackoff(options.clock, options.random, options.limits.pollMs);
    void this.#run();
    if (options.limits.recheckMs > 0) void this.#recheck();
  }

  /**
   * Adds a reader; it leaves when `signal` aborts or its iteration ends. A refusal is a `stale` event with its code;
   * after a 403 the reader must drop the pods.
   */
  subscribe(signal: AbortSignal): AsyncIterableIterator<PodStreamEvent> {
    const leave = (): void => subscriber.close();
    const subscriber = new FeedSubscriber(
      this.#options.limits.feedBacklog,
      () => this.#current(),
      () => {
        signal.removeEventListener('abort', leave);
        this.#subscribers.delete(subscriber);
        this.#unanswered.delete(subscriber);
        this.#endIfUnused();
      },
    );
    this.#subscribers.add(subscriber);
    if (this.#hasSnapshot) subscriber.invalidate();
    else if (this.#state.kind === 'stale' && this.#state.refused) {
      // The refusal may be half a minute old; a new reader gets the present answer.
      this.#unanswered.add(subscriber);
      this.#pause.abort();
    } else if (this.#state.kind === 'stale') subscriber.push(this.#state.event);
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
      // Someone looks: a feed that is stale or polls asks now, and its stream brings what has changed.
      if (this.#state.kind === 'stale' || this.#isPolling) this.#pause.abort();
      return this.#everything();
    }
    const snapshot = this.#snapshots.wait(how);
    // A caller waits, so retry now and not after the pause.
    if (this.#state.kind === 'stale') this.#pause.abort();
    return snapshot;
  }

  /**
   * Ends the watch and every reader's iteration. Idempotent.
   * @param reason for those who wait for a snapshot
   */
  dispose(reason: Explanation = DRAINING): void {
    if (this.#abort.signal.aborted) return;
    this.#abort.abort();
    this.#release?.();
    this.#snapshots.fail(new PodshellError(reason.code, reason.detail));
    for (const subscriber of [...this.#subscribers]) subscriber.close();
    this.#options.onEnd();
  }

  #current(): readonly PodStreamEvent[] {
    const stale = this.#state.kind === 'stale' ? [this.#state.event] : [];
    if (!this.#hasSnapshot) return stale;
    const only = this.#onlyNamespace();
    const data = { ...this.#table.snapshot(), ...(only === undefined ? {} : { only }) };
    return [{ type: 'snapshot', data }, ...stale];
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      this.#round = new AbortController();
      const round = AbortSignal.any([signal, this.#round.signal]);
      let wait: number;
      try {
        await this.#listAndFollow(round);
        wait = this.#backoff.afterRestart();
      } catch (error) {
        if (signal.aborted) return;
        // Who aborts a round has told the readers why.
        if (!round.aborted) this.#onFailure(error);
        this.#observer.onWatchRestart(isRefused(error) ? 'refused' : 'failed');
        wait = this.#backoff.afterFailure(error);
      }
      await this.#wait(wait);
    }
  }

  /** An open watch goes on after its permission is revoked: asks again and again, and lists anew after a refusal. */
  async #recheck(): Promise<void> {
    const { clock, limits, random, source } = this.#options;
    const { signal } = this.#abort;
    while (!signal.aborted) {
      // Spread, so that feeds that were opened together do not ask together. The list takes a while too.
      await delay(clock, limits.recheckMs * (0.7 + random() / 5), signal);
      // A list that was refused, or is polled, finds out by itself.
      if (signal.aborted || this.#state.kind !== 'fresh' || this.#isPolling) continue;
      const refusal = await source.probe(this.#namespace, signal).then(() => undefined, isRefusal);
      if (refusal !== true || this.#state.kind !== 'fresh') continue;
      // The list confirms it.
      this.#inDoubt = true;
      this.#round.abort();
    }
  }

  /** Ends early when a caller wants the pods now, or the feed ends. */
  async #wait(ms: number): Promise<void> {
    await delay(this.#options.clock, ms, AbortSignal.any([this.#abort.signal, this.#pause.signal]));
    // Only now: a caller may have come just before the wait. It skips one wait, not all.
    this.#pause = new AbortController();
  }

  /** Returns when the list must be read again; throws when the cluster cannot be reached, or refuses. */
  async #listAndFollow(signal: AbortSignal): Promise<void> {
    const { source } = this.#options;
    const listed = await source.list(signal, (page) => this.#snapshots.begin(page));
    signal.throwIfAborted();
    if (this.#isNarrower(listed) && this.#doubt()) return;
    this.#inDoubt = false;
    this.#table.replace(listed);
    this.#namespace = listed.namespace;
    this.#becomeFresh();
    while ((await this.#watch(signal)) === 'cannot-watch') await this.#poll(signal);
  }

  async #watch(signal: AbortSignal): Promise<'list-again' | 'cannot-watch'> {
    const { source, clock } = this.#options;
    for (;;) {
      const startedAt = clock.now();
      try {
        for await (const event of source.watch(this.#namespace, this.#table.resourceVersion, signal)) {
          const change = this.#table.apply(event);
          if (change !== undefined) this.#publish(change);
        }
      } catch (error) {
        if (isExpired(error)) {
          this.#observer.onWatchRestart('expired');
          return 'list-again';
        }
        if (isForbidden(error)) return 'cannot-watch';
        throw error;
      }
      if (!signal.aborted) this.#observer.onWatchRestart('ended');
      // A caller who got only one namespace may get all of them now.
      if (signal.aborted || this.#onlyNamespace() !== undefined) return 'list-again';
      if (clock.now() - startedAt < SHORT_WATCH_MS) await this.#wait(this.#backoff.afterRestart());
      if (signal.aborted) return 'list-again';
    }
  }

  /** One list of a caller who may not watch, after a wait that grows. */
  async #poll(signal: AbortSignal): Promise<void> {
    this.#isPolling = true;
    await this.#wait(this.#backoff.afterForbiddenWatch());
    this.#isPolling = false;
    signal.throwIfAborted();
    const listed = await this.#options.source.list(signal);
    signal.throwIfAborted();
    for (const change of this.#table.difference(listed)) this.#publish(change);
  }

  #publish(event: PodStreamEvent): void {
    for (const subscriber of this.#subscribers) subscriber.push(event);
  }

  #becomeFresh(): void {
    this.#state = { kind: 'fresh' };
    this.#hasSnapshot = true;
    this.#unanswered.clear();
    this.#snapshots.complete(this.#everything());
    for (const subscriber of this.#subscribers) subscriber.invalidate();
  }

  #onFailure(error: unknown): void {
    if (!isRefused(error) || !this.#doubt()) this.#becomeStale(error);
  }

  /** True for the first refusal after a good answer: a second one has to confirm it. */
  #doubt(): boolean {
    if (!this.#hasSnapshot || this.#inDoubt) return false;
    this.#inDoubt = true;
    return true;
  }

  /** The caller may no longer see these pods. */
  #forget(): void {
    if (!this.#hasSnapshot) return;
    this.#table.replace({ items: [], resourceVersion: '' });
    this.#hasSnapshot = false;
    for (const subscriber of this.#subscribers) subscriber.invalidate();
  }

  #becomeStale(error: unknown): void {
    const { logger, subject } = this.#options;
    const { code, detail } = explain(error, subject);
    this.#snapshots.fail(new PodshellError(code, detail));
    if (isForbidden(error)) this.#forget();
    const event = { type: 'stale', data: { code, detail } } as const;
    const isNews = this.#state.kind !== 'stale' || this.#state.event.data.code !== code;
    const readers = isNews ? this.#subscribers : this.#unanswered;
    this.#state = { kind: 'stale', refused: isRefused(error), event };
    for (const subscriber of readers) subscriber.push(event);
    this.#unanswered.clear();
    if (isNews) logger.warn({ ...subject, code }, `Pod feed interrupted: ${detail}`);
  }

  /** The namespace that a feed for all namespaces got instead; undefined if it got what was asked for. */
  #onlyNamespace(): string | undefined {
    return this.#options.subject.namespace === undefined ? this.#namespace : undefined;
  }

  /** True if all namespaces were listed before, and only one now. */
  #isNarrower({ namespace }: ListedPods): boolean {
    return this.#hasSnapshot && this.#namespace === undefined && namespace !== undefined;
  }

  /** A watch stays open after its permission is revoked, so check the permission before a new page gets the pods. */
  async #checkPermission(): Promise<void> {
    try {
      await this.#options.source.probe(this.#namespace, this.#abort.signal);
    } catch (error) {
      // The feed itself reports an unreachable cluster.
      if (!isRefusal(error)) return;
      this.#becomeStale(error);
      this.#round.abort();
      this.#pause.abort();
      throw toPodshellError(error, this.#options.subject);
    }
  }

  #everything(): FeedSnapshot {
    const { items } = this.#table.snapshot();
    return { items, total: items.length, only: this.#onlyNamespace() };
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
}

function isRefused(error: unknown): boolean {
  return isRefusal(error) || error instanceof CredentialsError;
}
