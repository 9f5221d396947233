import { createHash } from 'node:crypto';
import { PodshellError } from '#protocol/problem.ts';
import type { Caller, Clock } from '#server/ports.ts';
import { defaultContext, type Kubeconfig, type UsableContext } from '../kubeconfig/kubeconfig.ts';
import type { KubeconfigSource } from '../kubeconfig/kubeconfig-source.ts';
import type { ClusterLimits } from '../limits.ts';
import { ApiClient } from './api-client.ts';
import { Credentials } from './credentials.ts';
import { systemAuthorities } from './system-authorities.ts';

/** One caller in one context. All calls to a cluster, and all caches, belong to one identity. */
export interface ClusterIdentity {
  /** Unique for caller, context, and what the context stands for. */
  readonly key: string;
  readonly context: string;
  /** The same for every context that uses the same API server. */
  readonly clusterId: string;
  /** The namespace of the context, `default` when it names none. */
  readonly namespace: string;
  readonly client: ApiClient;
  /** Aborts when the kubeconfig no longer has this context, or the context now means another cluster or user. */
  readonly retired: AbortSignal;
}

export interface ClientPoolOptions {
  readonly kubeconfig: KubeconfigSource;
  readonly limits: ClusterLimits;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface Entry {
  readonly identity: ClusterIdentity;
  readonly credentials: Credentials;
  readonly meaning: string;
  readonly retire: AbortController;
}

/**
 * The identities in use. Each has its own credentials and connections; identities share neither. An identity follows
 * the kubeconfig: renewed credentials reach it, and it is retired when its context is removed or means something else.
 * Shells that were opened with a retired identity stay open, and can still be ended.
 */
export class ClientPool {
  readonly #options: ClientPoolOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #stopFollowing: () => void;
  /** Read once, like in Go. */
  #authorities: Promise<readonly string[]> | undefined;

  constructor(options: ClientPoolOptions) {
    this.#options = options;
    this.#stopFollowing = options.kubeconfig.onChange(() => this.#follow());
  }

  /** As {@link identity}, by the kubeconfig as its files are now. */
  async currentIdentity(caller: Caller, context: string | undefined): Promise<ClusterIdentity> {
    await this.#options.kubeconfig.check();
    return this.identity(caller, context);
  }

  /**
   * The identity of `caller` in `context`; undefined means the current context. For now every caller acts as the
   * context's user in the kubeconfig.
   * @throws PodshellError `context-not-found`, `context-required`, `context-unusable`
   */
  identity(caller: Caller, context: string | undefined): ClusterIdentity {
    const found = findContext(this.#options.kubeconfig.current, context);
    const slot = JSON.stringify([caller.userId, found.name]);
    const known = this.#entries.get(slot);
    if (known !== undefined) return known.identity;
    const entry = this.#create(slot, found);
    this.#entries.set(slot, entry);
    return entry.identity;
  }

  dispose(): void {
    this.#stopFollowing();
    for (const { credentials } of this.#entries.values()) credentials.dispose();
    this.#entries.clear();
  }

  #systemAuthorities(): Promise<readonly string[]> {
    this.#authorities ??= systemAuthorities(this.#options.env);
    return this.#authorities;
  }

  #follow(): void {
    const { contexts } = this.#options.kubeconfig.current;
    for (const [slot, { identity, credentials, meaning, retire }] of [...this.#entries]) {
      const found = contexts.find(({ name }) => name === identity.context);
      if (found?.kind === 'usable' && meaningOf(found) === meaning) credentials.update(found);
      else {
        this.#entries.delete(slot);
        retire.abort();
      }
    }
  }

  #create(slot: string, context: UsableContext): Entry {
    const { kubeconfig, limits, clock, env } = this.#options;
    const credentials = new Credentials(context, {
      env,
      systemAuthorities: () => this.#systemAuthorities(),
      clock,
      pluginMs: limits.pluginMs,
      reread: () => kubeconfig.reload(),
    });
    const meaning = meaningOf(context);
    const retire = new AbortController();
    const identity: ClusterIdentity = {
      key: JSON.stringify([slot, meaning]),
      context: context.name,
      clusterId: hashOf(context.target.server),
      namespace: context.namespace || 'default',
      client: new ApiClient(credentials, limits, clock),
      retired: retire.signal,
    };
    return { identity, credentials, meaning, retire };
  }
}

function findContext(kubeconfig: Kubeconfig, wanted: string | undefined): UsableContext {
  const { contexts, current } = kubeconfig;
  const name = wanted ?? defaultContext(kubeconfig);
  const usable = contexts.filter(({ kind }) => kind === 'usable').map((context) => context.name);
  const choices = usable.length === 0 ? '' : ` Choose one of: ${usable.join(', ')}.`;
  if (name === '') {
    const cause =
      current === '' ? 'No current context is set' : `The current context "${current}" does not exist`;
    throw new PodshellError(
      'context-required',
      `${cause} in the kubeconfig.${choices || ' Add one with "kubectl config set-context".'}`,
    );
  }
  const found = contexts.find((context) => context.name === name);
  if (found === undefined) {
    throw new PodshellError('context-not-found', `Context "${name}" not found in the kubeconfig.${choices}`);
  }
  if (found.kind === 'unusable') {
    throw new PodshellError(
      'context-unusable',
      `Context "${name}" can't be used: ${found.reason}. Correct the kubeconfig.`,
    );
  }
  return found;
}

/** Changes when a context leads to another cluster, user or namespace, and not when credentials are renewed. */
function meaningOf({ cluster, user, namespace, target, identity }: UsableContext): string {
  return hashOf(
    JSON.stringify([cluster, user, namespace, target.server, identity.basic?.username, identity.impersonate]),
  );
}

/** A hash, because the address of an API server may contain more than a host and a port. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
