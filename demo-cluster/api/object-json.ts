/** JSON text of stored objects, made once for each version: lists and watches of many clients share it. */

import type { KubernetesObject } from '../ports.ts';

export class ObjectJson {
  readonly #items = new WeakMap<KubernetesObject, string>();

  /** The object as an item of a list: without kind and apiVersion, which the list names. */
  item(object: KubernetesObject): string {
    const known = this.#items.get(object);
    if (known !== undefined) return known;
    const { kind: _kind, apiVersion: _apiVersion, metadata, ...rest } = object;
    const text = JSON.stringify({ metadata, ...rest });
    this.#items.set(object, text);
    return text;
  }

  /** The object alone. */
  whole(object: KubernetesObject): string {
    return `{"kind":${JSON.stringify(object.kind)},"apiVersion":${JSON.stringify(object.apiVersion)},${this.item(object).slice(1)}`;
  }
}
