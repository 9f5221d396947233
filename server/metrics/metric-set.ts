/** The metrics of the catalog as objects of prom-client, in a registry of their own. */

import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { METRICS, type MetricSpec } from './catalog.ts';

type Catalog = typeof METRICS;
type OfType<Type> = {
  [Key in keyof Catalog]: Catalog[Key]['type'] extends Type ? Key : never;
}[keyof Catalog];
type LabelOf<Key extends keyof Catalog> = Catalog[Key] extends { readonly labels: infer Labels }
  ? keyof Labels & string
  : never;

export class MetricSet {
  readonly registry = new Registry();

  counter<Key extends OfType<'counter'>>(key: Key): Counter<LabelOf<Key>> {
    return new Counter(this.#options(key));
  }

  gauge<Key extends OfType<'gauge'>>(key: Key): Gauge<LabelOf<Key>> {
    return new Gauge(this.#options(key));
  }

  histogram<Key extends OfType<'histogram'>>(key: Key): Histogram<LabelOf<Key>> {
    return new Histogram({ ...this.#options(key), buckets: [...METRICS[key].buckets] });
  }

  #options<Key extends keyof Catalog>(key: Key) {
    const spec: MetricSpec = METRICS[key];
    return {
      name: spec.name,
      help: spec.help,
      labelNames: Object.keys(spec.labels ?? {}) as LabelOf<Key>[],
      registers: [this.registry],
    };
  }
}
