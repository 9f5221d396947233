/** One request inside the API server, with everything that its handler may use. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authorizer } from '../access/authorizer.ts';
import type { User } from '../access/users.ts';
import type { PodLifecycle } from '../objects/pod-lifecycle.ts';
import type { Kubelet } from '../ports.ts';
import type { Features } from '../release.ts';
import type { Store } from '../store/store.ts';
import type { ObjectJson } from './object-json.ts';
import type { ObjectProtobuf } from './protobuf/object-protobuf.ts';
import type { WatchHub } from './watch-hub.ts';

/** The parts of the cluster that handlers work on. */
export interface Cluster {
  readonly store: Store;
  readonly authorizer: Authorizer;
  readonly kubelet: Kubelet;
  readonly pods: PodLifecycle;
  readonly watches: WatchHub;
  readonly json: ObjectJson;
  readonly protobuf: ObjectProtobuf;
  readonly features: Features;
  /** Milliseconds between two bookmarks of a watch that asks for them. */
  readonly bookmarkMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** One authenticated and authorized request. */
export interface Exchange {
  readonly cluster: Cluster;
  readonly user: User;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
}
