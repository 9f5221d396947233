/** The entry point of the kubernetes folder, for the composition root. */

import type { ContextList, PodDetail } from '#protocol/api.ts';
import { isPodshellError, PodshellError, type ProblemCode } from '#protocol/problem.ts';
import type { Caller, Clock, Logger } from '#server/ports.ts';
import { ExecAccessReviews } from './access/exec-access.ts';
import { reviewNamespaces } from './access/namespace-access.ts';
import { reviewExec } from './access/review-exec.ts';
import { resolveShellTarget } from './access/shell-target.ts';
import { whoAmI } from './access/who-am-i.ts';
import { ClientPool, type ClusterIdentity } from './client/client-pool.ts';
import { debugChoices } from './debug/debug-choices.ts';
import { startDebug } from './debug/debug-container.ts';
import { deleteCopy, listCopies } from './debug/debug-copies.ts';
import { startCopy } from './debug/start-copy.ts';
import { type Subject, toPodshellError } from './errors/explain.ts';
import { ClusterShellBackend } from './exec/cluster-shell-backend.ts';
import { EXEC_PROTOCOLS } from './exec/stream/exec-socket.ts';
import type { ProcessJournal } from './journal/process-journal.ts';
import { type ContextEntry, defaultContext, type Kubeconfig } from './kubeconfig/kubeconfig.ts';
import type { KubeconfigSource } from './kubeconfig/kubeconfig-source.ts';
import { type ClusterLimits, DEFAULT_LIMITS } from './limits.ts';
import { openPodLog } from './log/pod-log.ts';
import { ATTACH_RIGHT, COPY_RIGHT, DEBUG_RIGHT } from './pod-right.ts';
import { eachNamespace } from './pods/each-namespace.ts';
import { listNamespaces } from './pods/list-namespaces.ts';
import { listPods } from './pods/list-pods.ts';
import { mapPod, mapPodFacts } from './pods/map-pod.ts';
import { listPodEvents } from './pods/pod-events.ts';
import { podYaml } from './pods/pod-yaml.ts';
import { readPod } from './pods/read-pod.ts';
import type { ClusterObserver, Clusters, CutShortShell } from './ports.ts';
import { FeedPool } from './watch/feed-pool.ts';
import { mergeFeeds } from './watch/merge-feeds.ts';
import { throwFirstRefusal } from './watch/throw-first-refusal.ts';

export interface ClustersOptions {
  /** Disposed with the clusters. */
  readonly kubeconfig: KubeconfigSource;
  /** The environment, for proxies, certificate authorities and exec plugins. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Instead of {@link DEFAULT_LIMITS}. */
  readonly limits?: Partial<ClusterLimits>;
  /** Subprotocols for exec, preferred one first. Default: {@link EXEC_PROTOCOLS}. */
  readonly execProtocols?: readonly string[];
  /** The journal of running processes, with those of earlier servers. Default: none. */
  readonly journal?: ProcessJournal;
  /** Like `Math.random`, for the jitter of retries. */
  readonly random?: () => number;
  /** Shells mark their commands for clients that ask for it. Default: true. */
  readonly commandMarks?: boolean;
  /** Learns how the clusters answer. Default: nobody. */
  readonly observer?: ClusterObserver | undefined;
  /** Learns of each shell of another replica that was killed. Default: nobody. */
  readonly onCutShort?: ((shell: CutShortShell) => void) | undefined;
}

/** Connects to the clusters of a kubeconfig, with the first call. */
export function createClusters(options: ClustersOptions): Clusters {
  const { kubeconfig, env, clock, logger, random = Math.random, observer } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const clients = new ClientPool({ kubeconfig, limits, clock, env, observer });
  const reviews = new ExecAccessReviews(limits, clock);
  const attachReviews = new ExecAccessReviews(limits, clock, ATTACH_RIGHT);
  const feeds = new FeedPool({ limits, clock, logger, random, observer });
  const protocols = options.execProtocols ?? EXEC_PROTOCOLS;
  const debugging = {
    reviews: new ExecAccessReviews(limits, clock, DEBUG_RIGHT),
    copyReviews: new ExecAccessReviews(limits, clock, COPY_RIGHT),
    clock,
    random,
  };
  const { journal, onCutShort } = options;
  const shells = new ClusterShellBackend({
    ...{ clients, reviews, attachReviews, limits, clock, logger },
    allowsMarks: options.commandMarks ?? true,
    protocols,
    journal,
    onCutShort,
  });

  return {
    async whoAmI(caller, context) {
      const identity = await clients.currentIdentity(caller, context);
      return explained(identity, {}, () => whoAmI(identity));
    },
    async placeOf(context) {
      await kubeconfig.check();
      const name = context ?? defaultContext(kubeconfig.current);
      const found = kubeconfig.current.contexts.find((entry) => entry.name === name);
      return found?.kind === 'usable' ? { context: name, cluster: found.target.server } : null;
    },
    async contexts(caller) {
      await kubeconfig.check();
      return listContexts(kubeconfig.current, clients.contextsOf(caller), caller);
    },
    async namespaces(caller, context) {
      const identity = await clients.currentIdentity(caller, context);
      return explained(identity, {}, () => listNamespaces(identity, kubeconfig.current, limits));
    },
    async pods(caller, { context, namespace, namespaces }) {
      const identity = await clients.currentIdentity(caller, context);
      const scopes = scopesOf(namespace, namespaces);
      const { answers, refused } = await eachNamespace(scopes, (scope) =>
        explained(identity, { namespace: scope }, () => listPods(identity, { namespace: scope }, limits)),
      );
      return {
        items: answers.flatMap(({ items }) => items.map(({ pod }) => pod)),
        // Each list has its own resource version; none is valid for all.
        resourceVersion: scopes.length === 1 ? (answers[0]?.resourceVersion ?? '') : '',
        ...(refused.length === 0 ? {} : { refused: [...refused] }),
        ...(scopes[0] === undefined && answers[0]?.namespace !== undefined
          ? { only: answers[0].namespace }
          : {}),
      };
    },
    async podSnapshot(caller, { context, namespace, namespaces }, how) {
      const identity = await clients.currentIdentity(caller, context);
      const { answers, refused } = await eachNamespace(scopesOf(namespace, namespaces), (scope) =>
        feeds.snapshot(identity, { namespace: scope }, how),
      );
      return {
        items: answers.flatMap(({ items }) => items),
        total: answers.reduce((sum, { total }) => sum + total, 0),
        refused,
        only: answers.length === 1 ? answers[0]?.only : undefined,
      };
    },
    async *podEvents(caller, { context, namespace, namespaces, pod }, signal) {
      const identity = await clients.currentIdentity(caller, context);
      const scopes = scopesOf(namespace, namespaces);
      const ended = new AbortController();
      const both = AbortSignal.any([signal, ended.signal]);
      const sources = scopes.map((scope) => ({
        namespace: scope ?? '',
        feed: feeds.subscribe(identity, { namespace: scope, pod }, both),
      }));
      const [only] = sources;
      try {
        const events = only !== undefined && sources.length === 1 ? only.feed : mergeFeeds(sources);
        yield* throwFirstRefusal(events);
      } finally {
        ended.abort();
      }
    },
    async pod(caller, { context, namespace, pod }) {
      const identity = await clients.currentIdentity(caller, context);
      return explained(identity, { namespace, pod }, () =>
        readDetail(identity, reviews, limits, { namespace, pod }),
      );
    },
    async podYaml(caller, { context, namespace, pod, managedFields = false }) {
      const identity = await clients.currentIdentity(caller, context);
      const read = () => readPod(identity, namespace, pod);
      return podYaml(await explained(identity, { namespace, pod }, read), managedFields);
    },
    async podLog(caller, { context, namespace, pod }, wish, signal) {
      const identity = await clients.currentIdentity(caller, context);
      return openPodLog({ identity, namespace, pod, limits, clock }, wish, signal);
    },
    async execAccess(caller, { context, namespaces }) {
      const identity = await clients.currentIdentity(caller, context);
      return explained(identity, {}, async () => ({
        items: await reviewNamespaces(reviews, identity, namespaces),
      }));
    },
    async resolveShellTarget(caller, { context, ...wanted }) {
      return withShellCodes(async () =>
        resolveShellTarget(
          await clients.currentIdentity(caller, context),
          wanted.attach ? attachReviews : reviews,
          wanted,
        ),
      );
    },
    reviewExec: (caller, target) => reviewExec({ clients, reviews }, caller, target),
    async debugChoices(caller, { context, namespace, pod }, images) {
      const identity = await clients.currentIdentity(caller, context);
      return debugChoices({ ...debugging, identity, namespace, pod }, images);
    },
    async *startDebug(caller, { context, namespace, pod }, wish, onCreated, signal) {
      const identity = await clients.currentIdentity(caller, context);
      const created = (container: string) => {
        const { image, profile } = wish;
        onCreated({ context: identity.context, namespace, pod, container, image, profile });
      };
      yield* startDebug({ ...debugging, identity, namespace, pod }, wish, created, signal);
    },
    async *startCopy(caller, { context, namespace, pod }, wish, onCreated, signal) {
      const identity = await clients.currentIdentity(caller, context);
      const { profile } = wish;
      const place = { ...debugging, identity, namespace, pod };
      yield* startCopy(
        place,
        wish,
        caller.displayName,
        (created) => onCreated({ context: identity.context, namespace, pod, profile, ...created }),
        signal,
      );
    },
    async debugCopies(caller, { context, namespace }) {
      const identity = await clients.currentIdentity(caller, context);
      return { items: await listCopies(identity, namespace, caller.displayName) };
    },
    async deleteCopy(caller, { context, namespace, pod }) {
      const identity = await clients.currentIdentity(caller, context);
      await deleteCopy(identity, namespace, pod);
      return { context: identity.context, namespace, pod };
    },
    shells,
    endOrphans: () => shells.endOrphans(),
    async dispose() {
      feeds.dispose();
      await shells.dispose();
      clients.dispose();
      kubeconfig.dispose();
    },
  };
}

/** Shell routes promise a few codes; these failures are told with the nearest of them and their own sentence. */
const SHELL_CODES: Partial<Record<ProblemCode, ProblemCode>> = {
  'context-not-found': 'bad-request',
  'context-required': 'bad-request',
  'context-unusable': 'bad-request',
  'cluster-unauthenticated': 'unauthenticated',
  'credential-plugin-failed': 'unauthenticated',
  'credential-plugin-timeout': 'unauthenticated',
};

async function withShellCodes<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const code = isPodshellError(error) ? SHELL_CODES[error.code] : undefined;
    if (code === undefined) throw error;
    throw new PodshellError(code, (error as PodshellError).message, { cause: error });
  }
}

function listContexts(
  kubeconfig: Kubeconfig,
  contexts: readonly ContextEntry[],
  { credential, displayName }: Caller,
): ContextList {
  const current = credential.kind === 'token' ? credential.context : undefined;
  return {
    items: contexts.map((context) => ({
      name: context.name,
      cluster: context.cluster,
      user: credential.kind === 'kubeconfig' ? context.user : displayName,
      namespace: context.namespace || 'default',
      ...(context.kind === 'unusable' ? { problem: context.reason } : {}),
    })),
    current: current ?? defaultContext(kubeconfig),
  };
}

/** The namespaces without duplicates; undefined means all that the caller may list. */
function scopesOf(
  namespace: string | undefined,
  namespaces: readonly string[] = [],
): readonly (string | undefined)[] {
  return namespaces.length === 0 ? [namespace] : [...new Set(namespaces)];
}

async function readDetail(
  identity: ClusterIdentity,
  reviews: ExecAccessReviews,
  limits: ClusterLimits,
  { namespace, pod: name }: { readonly namespace: string; readonly pod: string },
): Promise<PodDetail> {
  const [pod, exec] = await Promise.all([
    readPod(identity, namespace, name),
    reviews.review(identity, namespace, name),
  ]);
  // Callers often may not list events, and the page is useful without them.
  const events = await listPodEvents(identity, pod, limits).catch(() => []);
  return { ...mapPod(pod), ...mapPodFacts(pod), events, exec };
}

async function explained<T>(
  identity: ClusterIdentity,
  subject: Omit<Subject, 'context'>,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { context, impersonated } = identity;
    throw toPodshellError(error, { ...subject, context, impersonated });
  }
}
