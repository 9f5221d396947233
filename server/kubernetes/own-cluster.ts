/** What Podshell reads for itself, with its own account: in a pod the service account's, elsewhere that of the kubeconfig. */

import type { Clock, Logger } from '#server/ports.ts';
import { ClientPool } from './client/client-pool.ts';
import { inClusterConfig } from './kubeconfig/in-cluster.ts';
import { defaultContext } from './kubeconfig/kubeconfig.ts';
import { fixedKubeconfig, type KubeconfigSource } from './kubeconfig/kubeconfig-source.ts';
import { type KubeconfigFiles, nodeFiles } from './kubeconfig/load-kubeconfig.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { followEndpoints } from './watch/endpoints-feed.ts';

export interface OwnClusterOptions {
  /** Also for proxies and certificate authorities. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Outside of a pod, its current context is meant. Disposed of by its owner. */
  readonly kubeconfig: KubeconfigSource;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Like `Math.random`, for the jitter of retries. */
  readonly random?: () => number;
  /** Default: the real ones. */
  readonly files?: KubeconfigFiles;
}

export class OwnCluster {
  readonly #options: OwnClusterOptions;
  readonly #kubeconfig: KubeconfigSource;
  readonly #clients: ClientPool;

  constructor(options: OwnClusterOptions) {
    const { env, clock, files = nodeFiles } = options;
    this.#options = options;
    const mounted = inClusterConfig(env, files);
    this.#kubeconfig = mounted === undefined ? options.kubeconfig : fixedKubeconfig(mounted);
    this.#clients = new ClientPool({ kubeconfig: this.#kubeconfig, limits: DEFAULT_LIMITS, clock, env });
  }

  /**
   * Follows the addresses behind a Service, whatever the state of what has them: after the first list, and after each
   * change. Goes on until `signal` aborts.
   */
  followEndpoints(
    service: { readonly namespace: string; readonly service: string },
    onAddresses: (addresses: readonly string[]) => void,
    signal: AbortSignal,
  ): void {
    const { clock, logger, random = Math.random } = this.#options;
    const { client } = this.#clients.serviceIdentity(defaultContext(this.#kubeconfig.current));
    const { namespace, service: name } = service;
    void followEndpoints(
      { client, namespace, service: name, onAddresses, limits: DEFAULT_LIMITS, clock, logger, random },
      signal,
    );
  }

  dispose(): void {
    this.#clients.dispose();
  }
}
