import { createHash } from 'node:crypto';
import { isPodshellError, PodshellError } from '#protocol/problem.ts';
import type { Caller, Clock } from '#server/ports.ts';
import type { Impersonated } from '../errors/explain-impersonation.ts';
import {
  type ContextEntry,
  defaultContext,
  type Kubeconfig,
  type UsableContext,
} from '../kubeconfig/kubeconfig.ts';
import type { KubeconfigSource } from '../kubeconfig/kubeconfig-source.ts';
import type { ClusterLimits } from '../limits.ts';
import type { ClusterObserver } from '../ports.ts';
import { ApiClient } from './api-client.ts';
import { bearerOf, contextFor, isInReach, keyOf, placeOf } from './caller-context.ts';
import { Credentials } from './credentials/credentials.ts';
import { systemAuthorities } from './credentials/system-authorities.ts';

/** One caller in one context. All calls to a cluster, and all caches, belong to one identity. */
export interface ClusterIdentity {
  /** Unique for caller, credential, context, and what the context stands for. */
  readonly key: string;
  readonly context: string;
  /** The same for every context that uses the same API server. */
  readonly clusterId: string;
  /** The namespace of the context, `default` when it names none. */
  readonly namespace: string;
  readonly client: ApiClient;
  /** As whom the cluster is asked, if not as the owner of the credentials. */
  readonly impersonated?: Impersonated | undefined;
  /** Aborts when the kubeconfig no longer has this context, or the context now means another cluster or user. */
  readonly retired: AbortSignal;
  /** Aborts when the sign-in has ended that the identity belongs to; undefined: it belongs to none. */
  readonly ended?: AbortSignal | undefined;
}

export interface ClientPoolOptions {
  readonly kubeconfig: KubeconfigSource;
  readonly limits: ClusterLimits;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Default: nobody. */
  readonly observer?: ClusterObserver | undefined;
}

/** An identity that no request asked for in this long is let go of: what uses it keeps it. Milliseconds. */
const IDLE_MS = 10 * 60_000;

const SERVICE: Caller = {
  userId: 'podshell',
  displayName: 'podshell',
  groups: [],
  credential: { kind: 'kubeconfig' },
};

interface Entry {
  /** Undefined while only what was opened earlier uses the identity: a shell or a watch. */
  held: ClusterIdentity | undefined;
  readonly weak: WeakRef<ClusterIdentity>;
  readonly context: string;
  readonly caller: Caller;
  usedAt: number;
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
  #cancelSweep: (() => void) | undefined;
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
   * The identity of `caller` in `context`; undefined means the current context.
   * @throws PodshellError `context-not-found`, `context-required`, `context-unusable`
   */
  identity(caller: Caller, context: string | undefined): ClusterIdentity {
    const { kubeconfig, clock } = this.#options;
    const named = findContext(kubeconfig.current, placeOf(caller, context), this.contextsOf(caller));
    if (!isInReach(caller, named, kubeconfig.current)) {
      throw new PodshellError(
        'context-not-found',
        `You are signed in to another cluster than that of context "${named.name}". Sign in there first.`,
      );
    }
    const found = contextFor(caller, named);
    const slot = JSON.stringify([keyOf(caller), found.name]);
    const entry = this.#entries.get(slot);
    const known = entry === undefined ? undefined : identityOf(entry);
    if (entry === undefined || known === undefined) return this.#create(slot, found, caller);
    entry.held = known;
    entry.usedAt = clock.now();
    return known;
  }

  /** The identity of Podshell itself: that of the context's user. Throws as {@link identity}. */
  serviceIdentity(context: string): ClusterIdentity {
    return this.identity(SERVICE, context);
  }

  /** The contexts whose clusters the caller may use. */
  contextsOf(caller: Caller): readonly ContextEntry[] {
    const { current } = this.#options.kubeconfig;
    return current.contexts.filter((context) => isInReach(caller, context, current));
  }

  dispose(): void {
    this.#stopFollowing();
    this.#cancelSweep?.();
    for (const { credentials } of this.#entries.values()) credentials.dispose();
    this.#entries.clear();
  }

  #systemAuthorities(): Promise<readonly string[]> {
    this.#authorities ??= systemAuthorities(this.#options.env);
    return this.#authorities;
  }

  #follow(): void {
    for (const [slot, entry] of [...this.#entries]) {
      const found = this.#meant(entry);
      if (found !== undefined && meaningOf(found) === entry.meaning) entry.credentials.update(found);
      else {
        this.#entries.delete(slot);
        entry.retire.abort();
      }
    }
  }

  /** What the entry's context means now for its caller; undefined if it can no longer be used. */
  #meant({ context, caller }: Entry): UsableContext | undefined {
    const found = this.#options.kubeconfig.current.contexts.find(({ name }) => name === context);
    try {
      return found?.kind === 'usable' ? contextFor(caller, found) : undefined;
    } catch (error) {
      if (isPodshellError(error)) return undefined;
      throw error;
    }
  }

  /** Lets go of what is idle, and forgets what nothing uses any more. */
  #sweep(): void {
    const { clock } = this.#options;
    for (const [slot, entry] of this.#entries) {
      if (entry.usedAt > clock.now() - IDLE_MS) continue;
      if (entry.held !== undefined) entry.credentials.closeIdle();
      entry.held = undefined;
      if (identityOf(entry) === undefined) this.#entries.delete(slot);
    }
    this.#cancelSweep = this.#entries.size === 0 ? undefined : clock.after(IDLE_MS, () => this.#sweep());
  }

  #create(slot: string, context: UsableContext, caller: Caller): ClusterIdentity {
    const { kubeconfig, limits, clock, env, observer } = this.#options;
    const credentials = new Credentials(context, {
      env,
      systemAuthorities: () => this.#systemAuthorities(),
      clock,
      pluginMs: limits.pluginMs,
      reread: () => kubeconfig.reload(),
      bearer: bearerOf(caller),
    });
    const { impersonate } = context.identity;
    const meaning = meaningOf(context);
    const retire = new AbortController();
    const identity: ClusterIdentity = {
      key: JSON.stringify([slot, meaning]),
      context: context.name,
      clusterId: hashOf(context.target.server),
      namespace: context.namespace || 'default',
      client: new ApiClient(credentials, limits, clock, observer),
      impersonated: impersonate && { user: impersonate.user, groups: impersonate.groups },
      retired: retire.signal,
      // Other credentials than tokens are the same for every sign-in.
      ended: caller.credential.kind === 'token' ? caller.ended : undefined,
    };
    this.#entries.set(slot, {
      held: identity,
      weak: new WeakRef(identity),
      context: context.name,
      caller,
      credentials,
      meaning,
      retire,
      usedAt: clock.now(),
    });
    this.#cancelSweep ??= clock.after(IDLE_MS, () => this.#sweep());
    return identity;
  }
}

function identityOf({ held, weak }: Entry): ClusterIdentity | undefined {
  return held ?? weak.deref();
}

/** @param inReach the contexts that the caller may be told of */
function findContext(
  kubeconfig: Kubeconfig,
  wanted: string | undefined,
  inReach: readonly ContextEntry[],
): UsableContext {
  const { contexts, current } = kubeconfig;
  const name = wanted ?? defaultContext(kubeconfig);
  const usable = inReach.filter(({ kind }) => kind === 'usable').map((context) => context.name);
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
