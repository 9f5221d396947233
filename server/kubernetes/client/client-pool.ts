import { createHash } from 'node:crypto';
import { KubeConfig } from '@kubernetes/client-node';
import { PodshellError } from '#protocol/problem.ts';
import type { Caller, Clock } from '#server/ports.ts';
import type { ClusterLimits } from '../limits.ts';
import { ApiClient } from './api-client.ts';
import { Credentials } from './credentials.ts';

/** One caller in one context. All calls to a cluster, and all caches, belong to one identity. */
export interface ClusterIdentity {
  /** Unique for caller and context. */
  readonly key: string;
  readonly context: string;
  /** The same for every context that uses the same API server. */
  readonly clusterId: string;
  /** The namespace of the context, `default` when it names none. */
  readonly namespace: string;
  readonly client: ApiClient;
}

/** The identities in use. Each has its own credentials and connections; identities share neither. */
export class ClientPool {
  readonly #kubeConfig: KubeConfig;
  readonly #limits: ClusterLimits;
  readonly #clock: Clock;
  readonly #entries = new Map<string, { identity: ClusterIdentity; credentials: Credentials }>();

  constructor(kubeConfig: KubeConfig, limits: ClusterLimits, clock: Clock) {
    this.#kubeConfig = kubeConfig;
    this.#limits = limits;
    this.#clock = clock;
  }

  /**
   * The identity of `caller` in `context`; undefined means the current context. For now every caller acts as the
   * context's user in the kubeconfig.
   * @throws PodshellError `context-not-found`
   */
  identity(caller: Caller, context: string | undefined): ClusterIdentity {
    const name = context ?? this.#kubeConfig.getCurrentContext();
    const key = JSON.stringify([caller.userId, name]);
    const known = this.#entries.get(key);
    if (known !== undefined) return known.identity;
    const entry = this.#create(key, name);
    this.#entries.set(key, entry);
    return entry.identity;
  }

  dispose(): void {
    for (const { credentials } of this.#entries.values()) credentials.dispose();
    this.#entries.clear();
  }

  #create(key: string, name: string): { identity: ClusterIdentity; credentials: Credentials } {
    const own = new KubeConfig();
    // A copy for each identity: the current context is state of the object.
    own.loadFromOptions({
      clusters: this.#kubeConfig.clusters,
      users: this.#kubeConfig.users,
      contexts: this.#kubeConfig.contexts,
      currentContext: name,
    });
    const context = own.contexts.find((candidate) => candidate.name === name);
    const cluster = own.getCurrentCluster();
    if (context === undefined || cluster === null) {
      const names = own.contexts.map((candidate) => candidate.name).join(', ');
      throw new PodshellError(
        'context-not-found',
        `Context "${name}" not found in the kubeconfig, or its cluster is missing. Choose one of: ${names}.`,
      );
    }
    const credentials = new Credentials(own);
    const client = new ApiClient(credentials, this.#limits, this.#clock);
    return {
      identity: {
        key,
        context: name,
        clusterId: clusterIdOf(cluster.server),
        namespace: context.namespace || 'default',
        client,
      },
      credentials,
    };
  }
}

/** A hash, because the address of an API server may contain more than a host and a port. */
function clusterIdOf(server: string): string {
  return createHash('sha256').update(server).digest('base64url').slice(0, 22);
}
