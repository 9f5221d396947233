import type { PodObject } from '../objects.ts';
import type { ListedPods } from '../pods/list-pods.ts';
import type { PodSource, WatchEvent } from '../watch/pod-source.ts';

type Step<T> = { value: T } | { error: unknown } | 'end';

/** A cluster whose every answer a test gives by hand. */
export class FakePodSource implements PodSource {
  /** `list`, `watch 5`, in order. */
  readonly asked: string[] = [];
  #lists: Step<ListedPods>[] = [];
  #events: Step<WatchEvent>[] = [];
  #wake: () => void = () => {};

  willList(resourceVersion: string, ...items: PodObject[]): void {
    this.#lists.push({ value: { items, resourceVersion, namespace: 'a' } });
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

  endWatch(): void {
    this.#event('end');
  }

  async list(signal: AbortSignal): Promise<ListedPods> {
    this.asked.push('list');
    const step = this.#lists.shift();
    if (step === undefined) return new Promise((_resolve, reject) => onAbort(signal, reject));
    if (step === 'end' || 'error' in step) throw step === 'end' ? new Error('end') : step.error;
    return step.value;
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

/** A pod with as much as a list needs. */
export function podObject(name: string, resourceVersion: string, uid = `uid-${name}`): PodObject {
  return { metadata: { namespace: 'a', name, uid, resourceVersion }, status: { phase: 'Running' } };
}

function onAbort(signal: AbortSignal, callback: (reason: unknown) => void): void {
  if (signal.aborted) callback(signal.reason);
  else signal.addEventListener('abort', () => callback(signal.reason));
}
