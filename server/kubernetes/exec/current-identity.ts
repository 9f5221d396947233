import type { Caller } from '#server/ports.ts';
import type { ClientPool, ClusterIdentity } from '../client/client-pool.ts';

/**
 * The identity that a shell's requests run with. It follows the user from one sign-in to the next, within the cluster
 * that the shell runs in: a context may have got another meaning meanwhile.
 */
export class CurrentIdentity {
  readonly #clients: ClientPool;
  readonly #caller: () => Caller;
  #used: Caller;
  #identity: ClusterIdentity;

  /**
   * @param caller read anew for each request
   * @throws PodshellError as {@link ClientPool.identity}
   */
  constructor(clients: ClientPool, caller: () => Caller, context: string) {
    this.#clients = clients;
    this.#caller = caller;
    this.#used = caller();
    this.#identity = clients.identity(this.#used, context);
  }

  get current(): ClusterIdentity {
    const caller = this.#caller();
    if (caller !== this.#used) {
      this.#used = caller;
      this.#follow((context) => this.#clients.identity(caller, context));
    }
    return this.#identity;
  }

  /** Podshell's own identity in the same cluster; undefined without one, and where it is the caller's. */
  get service(): ClusterIdentity | undefined {
    const { context, clusterId, key } = this.current;
    try {
      const service = this.#clients.serviceIdentity(context);
      const isOther = this.#used.credential.kind !== 'kubeconfig' && service.key !== key;
      return isOther && service.clusterId === clusterId ? service : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps the present identity where the context is gone, or means another cluster. */
  #follow(find: (context: string) => ClusterIdentity): void {
    try {
      const found = find(this.#identity.context);
      if (found.clusterId === this.#identity.clusterId) this.#identity = found;
    } catch {
      // The context was removed from the kubeconfig: the shell stays open, and can still be ended.
    }
  }
}
