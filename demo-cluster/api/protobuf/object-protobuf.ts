/** Objects of this cluster in protobuf: pods, lists of them, and errors. The other kinds are answered in JSON. */

import type { Status } from '../../objects/status-error.ts';
import type { KubernetesObject } from '../../ports.ts';
import { fieldOf, framed, MessageEncoder } from './encode-message.ts';
import { int, list, type Message, one } from './message.ts';
import { podMessage } from './pod-messages.ts';

const META = 1;
const ITEMS = 2;

const listMeta: Message = { 2: one('resourceVersion'), 3: one('continue'), 4: int('remainingItemCount') };

const statusMessage: Message = {
  1: one('metadata', listMeta),
  2: one('status'),
  3: one('message'),
  4: one('reason'),
  5: one('details', {
    1: one('name'),
    2: one('group'),
    3: one('kind'),
    4: list('causes', { 1: one('reason'), 2: one('message'), 3: one('field') }),
    5: int('retryAfterSeconds'),
    6: one('uid'),
  }),
  6: int('code'),
};

/** Caches the encoding of each pod version as an item of a list, so that all lists share it. */
export class ObjectProtobuf {
  readonly #items = new WeakMap<KubernetesObject, Buffer>();
  readonly #pods = new MessageEncoder(podMessage);
  readonly #metadata = new MessageEncoder(listMeta);

  /** A pod as a whole body. @throws NotEncodableError */
  whole(pod: KubernetesObject): Buffer {
    return framed(pod.apiVersion, pod.kind, [this.#encode(pod)]);
  }

  /** A list of pods as a whole body. @throws NotEncodableError */
  list(pods: readonly KubernetesObject[], metadata: object): Buffer {
    const parts = [fieldOf(META, this.#metadata.encode(metadata))];
    for (const pod of pods) parts.push(this.#item(pod));
    return framed('v1', 'PodList', parts);
  }

  /** Encodes a pod, so that the first list of it does not wait for that. @throws NotEncodableError */
  prepare(pod: KubernetesObject): void {
    this.#item(pod);
  }

  #item(pod: KubernetesObject): Buffer {
    const known = this.#items.get(pod);
    if (known !== undefined) return known;
    const bytes = fieldOf(ITEMS, this.#encode(pod));
    this.#items.set(pod, bytes);
    return bytes;
  }

  #encode({ kind: _kind, apiVersion: _apiVersion, ...fields }: KubernetesObject): Buffer {
    return this.#pods.encode(fields);
  }
}

/** An error as a whole body. @throws NotEncodableError */
export function statusProtobuf(status: Status): Buffer {
  const { kind, apiVersion, ...fields } = status;
  return framed(apiVersion, kind, [new MessageEncoder(statusMessage).encode(fields)]);
}
