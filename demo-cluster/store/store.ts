/** The objects of the demo cluster: a collection for each resource, one revision counter for all. */

import type { KubernetesObject, PodObject } from '../ports.ts';
import { Collection } from './collection.ts';
import { Revision } from './revision.ts';

export interface StoreOptions {
  /** The first resourceVersion; above 1, so that a watch from 1 has expired, as in any older cluster. */
  readonly firstRevision: number;
  /** Number of changes kept for each resource. */
  readonly historyLimit: number;
}

export class Store {
  readonly revision: Revision;
  readonly namespaces: Collection<KubernetesObject>;
  readonly nodes: Collection<KubernetesObject>;
  readonly events: Collection<KubernetesObject>;
  readonly pods: Collection<PodObject>;

  constructor(options: StoreOptions) {
    this.revision = new Revision(options.firstRevision);
    this.namespaces = new Collection(this.revision, options.historyLimit);
    this.nodes = new Collection(this.revision, options.historyLimit);
    this.events = new Collection(this.revision, options.historyLimit);
    this.pods = new Collection(this.revision, options.historyLimit);
  }

  /** Drops the history of every resource. */
  compact(): void {
    for (const collection of [this.namespaces, this.nodes, this.events, this.pods]) collection.compact();
  }
}
