/** Caches the JSON text of each object version, so that all lists and watches share it. */

import type { KubernetesObject } from '../ports.ts';

export class ObjectJson {
  readonly #items = new WeakMap<KubernetesObject, string>();

  /** The object as a list item: without kind and apiVersion, which the list states once. */
  item(object: KubernetesObject): string {
    const known = this.#items.get(object);
    if (known !== undefined) return known;
    const { kind: _kind, apiVersion: _apiVersion, metadata, ...rest } = object;
    const text = JSON.stringify({ metadata, ...rest });
    this.#items.set(object, text);
    return text;
  }

  /** The object by itself, with kind and apiVersion. */
  whole(object: KubernetesObject): string {
    return `{"kind":${JSON.stringify(object.kind)},"apiVersion":${JSON.stringify(object.apiVersion)},${this.item(object).slice(1)}`;
  }
}
