/** Records events about pods. A repeated event is counted, not added again. */

import { randomUUID } from 'node:crypto';
import type { KubernetesObject, PodObject } from '../ports.ts';
import type { Store } from '../store/store.ts';
import { timestamp } from './timestamp.ts';

export interface PodEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** The container that it is about, for instance `spec.containers{web}`. */
  readonly fieldPath?: string;
}

/** The oldest events are dropped beyond this number; a real cluster keeps events for an hour. */
const MAX_EVENTS = 1000;

export class EventRecorder {
  readonly #store: Store;
  readonly #now: () => number;
  #serial = 0;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** `component` is the reporter, for instance `kubelet`. `at` is in milliseconds since the epoch, by default now. */
  record(pod: PodObject, event: PodEvent, component: string, at = this.#now()): void {
    const time = timestamp(at);
    const repeated = this.#repeated(pod, event);
    if (repeated !== undefined) {
      this.#store.events.put({ ...repeated, lastTimestamp: time, count: Number(repeated.count) + 1 });
      return;
    }
    this.#serial += 1;
    const { events } = this.#store;
    events.put({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {
        name: `${pod.metadata.name}.${(at * 1000 + this.#serial).toString(16)}`,
        namespace: pod.metadata.namespace ?? '',
        uid: randomUUID(),
        creationTimestamp: time,
      },
      involvedObject: {
        kind: 'Pod',
        namespace: pod.metadata.namespace,
        name: pod.metadata.name,
        uid: pod.metadata.uid,
        apiVersion: 'v1',
        resourceVersion: pod.metadata.resourceVersion,
        ...(event.fieldPath === undefined ? {} : { fieldPath: event.fieldPath }),
      },
      reason: event.reason,
      message: event.message,
      source: component === 'kubelet' ? { component, host: pod.spec.nodeName } : { component },
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
      type: event.type,
      eventTime: null,
      reportingComponent: component,
      reportingInstance: component === 'kubelet' ? (pod.spec.nodeName ?? '') : '',
    });
    this.#trim();
  }

  #repeated(pod: PodObject, event: PodEvent): KubernetesObject | undefined {
    return this.#store.events.list().find((known) => {
      const { uid, fieldPath } = known.involvedObject as { uid?: string; fieldPath?: string };
      if (fieldPath !== event.fieldPath) return false;
      return uid === pod.metadata.uid && known.reason === event.reason && known.message === event.message;
    });
  }

  #trim(): void {
    const { events } = this.#store;
    if (events.size <= MAX_EVENTS) return;
    const oldest = [...events.list()].sort((a, b) =>
      String(a.lastTimestamp) < String(b.lastTimestamp) ? -1 : 1,
    )[0];
    if (oldest !== undefined) events.remove(`${oldest.metadata.namespace}/${oldest.metadata.name}`);
  }
}
