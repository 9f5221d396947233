/** The lifecycle of a pod in the control plane: create, schedule, change, delete. */

import { randomBytes, randomUUID } from 'node:crypto';
import type { Kubelet, PodObject, PodStatusSink } from '../ports.ts';
import { keyOf } from '../store/collection.ts';
import type { Store } from '../store/store.ts';
import { EventRecorder } from './event-recorder.ts';
import { defaultedSpec, qosClass } from './pod-defaults.ts';
import { alreadyExists, conflict, notFound } from './status-error.ts';
import { timestamp } from './timestamp.ts';

/** The only node of the cluster. */
export const NODE_NAME = 'demo-node';

const UNSCHEDULABLE =
  "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, " +
  'preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.';

export interface DeleteRequest {
  /** Seconds. Undefined: the grace period of the pod. */
  readonly graceSeconds?: number | undefined;
  /** Precondition: the deletion is refused if the pod has another uid. */
  readonly uid?: string | undefined;
  readonly resourceVersion?: string | undefined;
}

export class PodLifecycle {
  readonly events: EventRecorder;
  /** Receives the kubelet's reports. */
  readonly sink: PodStatusSink;
  readonly #store: Store;
  readonly #now: () => number;
  readonly #keys = new Map<string, string>();
  /** Pods without processes: the kubelet is never told of them. */
  readonly #withoutProcesses = new Set<string>();
  #kubelet: Kubelet | undefined;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
    this.events = new EventRecorder(store, now);
    this.sink = {
      setStatus: (uid, status) => this.#change(uid, (pod) => ({ ...pod, status })),
      recordEvent: (uid, event) => {
        const pod = this.#byUid(uid);
        if (pod !== undefined) this.events.record(pod, event, 'kubelet');
      },
    };
  }

  /** Sets the kubelet, which is created with `sink` and so comes later. */
  connect(kubelet: Kubelet): void {
    this.#kubelet = kubelet;
  }

  /** Stores a valid pod with its defaults, and starts it if it fits the node. @throws StatusError 404 or 409 */
  create(wanted: PodObject): PodObject {
    const { name, namespace = '' } = wanted.metadata;
    if (this.#store.namespaces.get(namespace) === undefined) {
      throw notFound({ group: '', resource: 'namespaces', name: namespace });
    }
    if (this.#store.pods.get(keyOf(namespace, name)) !== undefined) {
      throw alreadyExists({ group: '', resource: 'pods', name });
    }
    const spec = defaultedSpec(wanted.spec, nameSuffix());
    const created = this.#add({
      ...wanted,
      metadata: {
        ...wanted.metadata,
        uid: randomUUID(),
        generation: 1,
        creationTimestamp: timestamp(this.#now()),
      },
      spec,
      status: { phase: 'Pending', qosClass: qosClass(spec) },
    });
    this.#schedule(created);
    return created;
  }

  /** Stores a pod unchanged, with its status, and starts no process for it. */
  adopt(pod: PodObject): PodObject {
    if (pod.metadata.uid !== undefined) this.#withoutProcesses.add(pod.metadata.uid);
    return this.#add(pod);
  }

  /** Replaces a pod; tells the kubelet if `spec` changed. */
  replace(pod: PodObject): PodObject {
    const before = this.#store.pods.get(keyOf(pod.metadata.namespace, pod.metadata.name));
    const generation = Number(before?.metadata.generation ?? 1) + (before?.spec === pod.spec ? 0 : 1);
    const stored = this.#store.pods.put({ ...pod, metadata: { ...pod.metadata, generation } });
    if (before?.spec !== pod.spec && this.#runs(stored)) this.#kubelet?.syncPod(stored);
    return stored;
  }

  /** Starts a deletion and returns the pod with its deletion fields. @throws StatusError 404 or 409 */
  delete(namespace: string, name: string, request: DeleteRequest): PodObject {
    const key = keyOf(namespace, name);
    const pod = this.#store.pods.get(key);
    if (pod === undefined) throw notFound({ group: '', resource: 'pods', name });
    checkPreconditions(pod, request);
    const own = Number(pod.spec.terminationGracePeriodSeconds ?? 30);
    const wanted = request.graceSeconds ?? own;
    const left = pod.metadata.deletionGracePeriodSeconds;
    const graceSeconds = this.#runs(pod) ? Math.min(wanted, left ?? wanted) : 0;
    if (left !== undefined && graceSeconds >= left && graceSeconds > 0) return pod;
    const doomed = this.#store.pods.put({
      ...pod,
      metadata: {
        ...pod.metadata,
        generation: Number(pod.metadata.generation ?? 1) + 1,
        deletionTimestamp: timestamp(this.#now() + graceSeconds * 1000),
        deletionGracePeriodSeconds: graceSeconds,
      },
    });
    const gone = this.#runs(pod) ? this.#kubelet?.killPod(doomed, graceSeconds) : undefined;
    if (graceSeconds === 0) return this.#remove(doomed) ?? doomed;
    void gone?.then(() => this.#finish(doomed.metadata.uid));
    return doomed;
  }

  /** Stores a pod without scheduling it. */
  #add(pod: PodObject): PodObject {
    const stored = this.#store.pods.put(pod);
    if (stored.metadata.uid !== undefined) {
      this.#keys.set(stored.metadata.uid, keyOf(stored.metadata.namespace, stored.metadata.name));
    }
    return stored;
  }

  #schedule(pod: PodObject): void {
    const fits = Object.keys((pod.spec.nodeSelector as object | undefined) ?? {}).length === 0;
    const condition = {
      type: 'PodScheduled',
      observedGeneration: 1,
      status: fits ? 'True' : 'False',
      lastProbeTime: null,
      lastTransitionTime: timestamp(this.#now()),
      ...(fits ? {} : { reason: 'Unschedulable', message: UNSCHEDULABLE }),
    };
    const status = { ...pod.status, conditions: [condition] };
    if (!fits) {
      const stored = this.#store.pods.put({ ...pod, status });
      this.events.record(
        stored,
        { type: 'Warning', reason: 'FailedScheduling', message: UNSCHEDULABLE },
        'default-scheduler',
      );
      return;
    }
    const bound = this.#store.pods.put({ ...pod, spec: { ...pod.spec, nodeName: NODE_NAME }, status });
    const message = `Successfully assigned ${keyOf(pod.metadata.namespace, pod.metadata.name)} to ${NODE_NAME}`;
    this.events.record(bound, { type: 'Normal', reason: 'Scheduled', message }, 'default-scheduler');
    this.#kubelet?.syncPod(bound);
  }

  /** The last two steps of a graceful deletion: set the grace period to 0, then remove the pod. */
  #finish(uid: string | undefined): void {
    const pod = uid === undefined ? undefined : this.#byUid(uid);
    if (pod === undefined) return;
    const last = this.#store.pods.put({
      ...pod,
      metadata: { ...pod.metadata, deletionGracePeriodSeconds: 0 },
    });
    this.#remove(last);
  }

  #remove(pod: PodObject): PodObject | undefined {
    if (pod.metadata.uid !== undefined) {
      this.#keys.delete(pod.metadata.uid);
      this.#withoutProcesses.delete(pod.metadata.uid);
    }
    return this.#store.pods.remove(keyOf(pod.metadata.namespace, pod.metadata.name));
  }

  #runs(pod: PodObject): boolean {
    return pod.spec.nodeName !== undefined && !this.#withoutProcesses.has(pod.metadata.uid ?? '');
  }

  #byUid(uid: string): PodObject | undefined {
    const key = this.#keys.get(uid);
    return key === undefined ? undefined : this.#store.pods.get(key);
  }

  #change(uid: string, change: (pod: PodObject) => PodObject): void {
    const pod = this.#byUid(uid);
    if (pod !== undefined) this.#store.pods.put(change(pod));
  }
}

/** Five characters as Kubernetes appends to names: no vowels, so that they form no words. */
export function nameSuffix(): string {
  const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
  return [...randomBytes(5)].map((byte) => alphabet[byte % alphabet.length]).join('');
}

function checkPreconditions(pod: PodObject, request: DeleteRequest): void {
  const subject = { group: '', resource: 'pods', name: pod.metadata.name };
  if (request.uid !== undefined && request.uid !== pod.metadata.uid) {
    throw conflict(
      subject,
      `Precondition failed: UID in precondition: ${request.uid}, UID in object meta: ${pod.metadata.uid}`,
    );
  }
  const { resourceVersion } = request;
  if (resourceVersion !== undefined && resourceVersion !== pod.metadata.resourceVersion) {
    throw conflict(
      subject,
      'Precondition failed: ResourceVersion in precondition: ' +
        `${resourceVersion}, ResourceVersion in object meta: ${pod.metadata.resourceVersion}`,
    );
  }
}
