import type { FirstPage } from '../client/list-pages.ts';
import type { PodObject } from '../objects.ts';
import { type ListedPods, type PodEntry, podEntry } from '../pods/list-pods.ts';
import type { PodSource, WatchEvent } from '../watch/pod-source.ts';

type Step<T> = { value: T } | { error: unknown } | 'end';

/** A cluster whose responses a test sets one by one. */
export class FakePodSource implements PodSource {
  /** Requests in order: `list`, `watch 5`, `probe`. */
  readonly asked: string[] = [];
  #lists: Step<ListedPods>[] = [];
  #events: Step<WatchEvent>[] = [];
  #wake: () => void = () => {};
  #onFirstPage: ((page: FirstPage<PodEntry>) => void) | undefined;
  #finishList: (listed: ListedPods) => void = () => {};
  #failList: (error: unknown) => void = () => {};
  #probeError: unknown;

  willList(resourceVersion: string, ...items: PodObject[]): void {
    this.willListIn({ namespace: 'a' }, resourceVersion, ...items);
  }

  /** As `willList`, of another namespace or of all. */
  willListIn(place: Pick<ListedPods, 'namespace'>, resourceVersion: string, ...items: PodObject[]): void {
    this.#lists.push({ value: { items: items.map(podEntry), resourceVersion, ...place } });
  }

  willFailToList(error: unknown): void {
    this.#lists.push({ error });
  }

  emit(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: PodObject): void {
    this.#event({ value: { type, object } });
  }

  bookmark(resourceVersion: string): void {
    this.#event({ value: { type: 'BOOKMARK', resourceVersion } });
  }

  failWatch(error: unknown): void {
    this.#event({ error });
  }

  /** Delivers the first page of the pending list. */
  beginList(total: number | undefined, ...items: PodObject[]): void {
    this.#onFirstPage?.({ items: items.map(podEntry), total });
  }

  /** Completes the pending list. */
  finishList(resourceVersion: string, ...items: PodObject[]): void {
    this.#finishList({ items: items.map(podEntry), resourceVersion, namespace: 'a' });
  }

  /** Fails the pending list. */
  failList(error: unknown): void {
    this.#failList(error);
  }

  willRefuseProbe(error: unknown): void {
    this.#probeError = error;
  }

  endWatch(): void {
    this.#event('end');
  }

  async list(signal: AbortSignal, onFirstPage?: (page: FirstPage<PodEntry>) => void): Promise<ListedPods> {
    this.asked.push('list');
    this.#onFirstPage = onFirstPage;
    const step = this.#lists.shift();
    if (step === undefined) {
      return new Promise((resolve, reject) => {
        this.#finishList = resolve;
        this.#failList = reject;
        onAbort(signal, reject);
      });
    }
    if (step === 'end' || 'error' in step) throw step === 'end' ? new Error('end') : step.error;
    return step.value;
  }

  async probe(): Promise<void> {
    this.asked.push('probe');
    if (this.#probeError !== undefined) throw this.#probeError;
  }

  async *watch(_namespace: string | undefined, resourceVersion: string, signal: AbortSignal) {
    this.asked.push(`watch ${resourceVersion}`);
    const aborted = new Promise<void>((resolve) => onAbort(signal, () => resolve()));
    while (!signal.aborted) {
      const step = this.#events.shift();
      if (step === 'end') return;
      if (step === undefined) {
        const woken = new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        await Promise.race([woken, aborted]);
        continue;
      }
      if ('error' in step) throw step.error;
      yield step.value;
    }
  }

  #event(step: Step<WatchEvent>): void {
    this.#events.push(step);
    this.#wake();
  }
}

/** A pod object with the fields that a list needs. */
export function podObject(name: string, resourceVersion: string, uid = `uid-${name}`): PodObject {
  return { metadata: { namespace: 'a', name, uid, resourceVersion }, status: { phase: 'Running' } };
}

function onAbort(signal: AbortSignal, callback: (reason: unknown) => void): void {
  if (signal.aborted) callback(signal.reason);
  else signal.addEventListener('abort', () => callback(signal.reason));
}
