/** Starts a demo cluster in this process, for the demo, tests and the bench. */

import { randomBytes } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Authorizer } from './access/authorizer.ts';
import { accountBindings, BINDINGS, type Binding, type PolicyRule } from './access/roles.ts';
import { DEMO_USERS, type DemoUserName, TEST_USERS, TokenTable } from './access/users.ts';
import { ObjectJson } from './api/object-json.ts';
import { ObjectProtobuf } from './api/protobuf/object-protobuf.ts';
import { ApiServer } from './api/server.ts';
import { WatchHub } from './api/watch-hub.ts';
import { kubeconfigText } from './kubeconfig.ts';
import { type DeleteRequest, PodLifecycle } from './objects/pod-lifecycle.ts';
import type { Kubelet, KubeletOptions, PodObject } from './ports.ts';
import { featuresOf, type Release } from './release.ts';
import { NAMESPACES, seedNamespace, seedNode } from './seed/cluster-objects.ts';
import { seedPods } from './seed/pods.ts';
import { keyOf } from './store/collection.ts';
import { Store } from './store/store.ts';
import { startChurn } from './synthetic-load/churn.ts';
import { syntheticPods } from './synthetic-load/synthetic-pods.ts';
import { createServerIdentity } from './tls/authority.ts';

export interface DemoClusterOptions {
  /** Default 0: a free port. */
  readonly port?: number | undefined;
  /** Path of the kubeconfig to write, readable by its owner only. Default: none is written. */
  readonly kubeconfigPath?: string | undefined;
  /** Option of the kubelet. */
  readonly pipelineBytes?: number | undefined;
  /** Option of the kubelet. */
  readonly isolationNotice?: boolean | undefined;
  /** Also create the users `carol` and `dave`, who have one of the two exec verbs each. */
  readonly testUsers?: boolean | undefined;
  /** Who may do what. Default: the rights of the demo's users. */
  readonly bindings?: readonly Binding[] | undefined;
  /**
   * Service accounts of the namespace `podshell`, by name, with the rules of their cluster roles. They have tokens, and no
   * context in the kubeconfig.
   */
  readonly serviceAccounts?: Readonly<Record<string, readonly PolicyRule[]>> | undefined;
  /** Pods to create instead of the seed pods. */
  readonly pods?: readonly PodObject[] | undefined;
  /** Further pods to store unchanged, with their status and without processes. */
  readonly adopted?: readonly PodObject[] | undefined;
  /** The release of Kubernetes whose behaviour the cluster follows. Default 1.36. */
  readonly release?: Release | undefined;
  /** Number of synthetic pods without processes, for large lists. */
  readonly syntheticPodCount?: number | undefined;
  /** Milliseconds between two bookmarks of a watch. Default: 60 s, as in a real cluster. */
  readonly bookmarkMs?: number | undefined;
  /** Default: the kubelet that runs containers as processes. */
  readonly createKubelet?: ((options: KubeletOptions) => Kubelet) | undefined;
  /** Milliseconds since the epoch. Default: the system's clock. */
  readonly now?: (() => number) | undefined;
  /** Called with internal errors. Default: throw, which ends the process. */
  readonly onFault?: ((error: unknown) => void) | undefined;
}

export interface DemoCluster {
  /** For instance `https://127.0.0.1:41733`. */
  readonly url: string;
  /** Why containers are not isolated from this machine; undefined if they are. */
  readonly notIsolated: string | undefined;
  readonly port: number;
  readonly kubeconfig: string;
  readonly kubeconfigPath: string | undefined;
  readonly caPem: string;
  readonly tokens: ReadonlyMap<DemoUserName, string>;
  /**
   * A further token of a user, which expires after so many milliseconds: a JWT with its end in `exp`. Afterwards the
   * cluster answers 401.
   */
  issueToken(user: DemoUserName, lifeMs: number): string;
  /** From now on the cluster answers 401 to this token. */
  revokeToken(token: string): void;
  /** Changes who may do what, as creating and deleting bindings does. Streams that are open stay open. */
  changeBindings(change: (bindings: readonly Binding[]) => readonly Binding[]): void;
  /** By name of the service account. */
  readonly accountTokens: ReadonlyMap<string, string>;
  /** A kubeconfig with the service accounts alone; its current context is this one's. */
  kubeconfigOf(account: string): string;
  /** Undefined if the pod does not exist. */
  pod(namespace: string, name: string): PodObject | undefined;
  /** Creates a pod as `kubectl create` does. @throws StatusError */
  createPod(pod: PodObject): PodObject;
  /** Starts a deletion as `kubectl delete` does. @throws StatusError if the pod does not exist */
  deletePod(namespace: string, name: string, request?: DeleteRequest): void;
  /** Changes a pod in the store, as a controller would. Watchers see the change. */
  changePod(namespace: string, name: string, change: (pod: PodObject) => PodObject): void;
  /** Changes random pods at a rate until the returned function is called. Watchers see the changes. */
  churn(changesPerSecond: number): () => void;
  /** Compacts the history: watches from older versions and further pages of open lists get a 410. */
  expireHistory(): void;
  /** Breaks the connection of every watch. */
  dropWatches(): void;
  readonly openWatches: number;
  /** Like a killed API server: all connections break, new ones are refused; pods keep running. */
  stopServing(): Promise<void>;
  /** Serves again on the same port, with the same objects and tokens. */
  resumeServing(): Promise<void>;
  /** Ends every exec and attach stream as a restart of containerd does. Processes keep running. */
  restartRuntime(): void;
  /** Ends every process and connection. Idempotent. */
  dispose(): Promise<void>;
}

/** Above 1, so that a watch from version 1 has expired, as in any older cluster. */
const FIRST_REVISION = 1000;
const HISTORY_LIMIT = 10_000;

export async function startDemoCluster(options: DemoClusterOptions = {}): Promise<DemoCluster> {
  const now = options.now ?? Date.now;
  const features = featuresOf(options.release ?? '1.36');
  const store = new Store({ firstRevision: FIRST_REVISION, historyLimit: HISTORY_LIMIT });
  const pods = new PodLifecycle(store, now);
  const createKubelet = options.createKubelet ?? (await processKubelet());
  const kubelet = createKubelet({
    sink: pods.sink,
    pipelineBytes: options.pipelineBytes,
    isolationNotice: options.isolationNotice,
    v5Streams: features.v5Streams,
  });
  pods.connect(kubelet);
  const accounts = options.serviceAccounts ?? {};
  const tokens = new TokenTable(
    options.testUsers === true ? [...DEMO_USERS, ...TEST_USERS] : DEMO_USERS,
    () => randomBytes(24).toString('hex'),
    Object.keys(accounts),
    now,
  );
  const authorizer = new Authorizer([...(options.bindings ?? BINDINGS), ...accountBindings(accounts)]);
  const watches = new WatchHub();
  const protobuf = new ObjectProtobuf();
  const identity = await createServerIdentity(now());
  const server = new ApiServer({
    identity,
    tokens,
    cluster: {
      store,
      pods,
      kubelet,
      watches,
      now,
      bookmarkMs: options.bookmarkMs ?? 60_000,
      authorizer,
      json: new ObjectJson(),
      protobuf,
      features,
    },
    onFault: options.onFault ?? rethrow,
  });
  for (const name of NAMESPACES) store.namespaces.put(seedNamespace(name, now()));
  store.nodes.put(seedNode(now(), features.release));
  const port = await server.listen(options.port ?? 0);
  for (const pod of options.adopted ?? []) pods.adopt(pod);
  // So many that a list would wait for their encoding, for longer than for a real cluster's.
  for (const pod of syntheticPods(options.syntheticPodCount ?? 0, now())) protobuf.prepare(pods.adopt(pod));
  for (const pod of options.pods ?? seedPods()) pods.create(pod);

  const url = `https://127.0.0.1:${port}`;
  const textOf = (users: ReadonlyMap<string, string>, currentUser: string) =>
    kubeconfigText({ url, caPem: identity.caPem, tokens: users, namespace: 'team-a', currentUser });
  const kubeconfig = textOf(tokens.tokens, 'admin');
  if (options.kubeconfigPath !== undefined) await writePrivate(options.kubeconfigPath, kubeconfig);
  return {
    url,
    port,
    kubeconfig,
    kubeconfigPath: options.kubeconfigPath,
    caPem: identity.caPem,
    tokens: tokens.tokens,
    accountTokens: tokens.accountTokens,
    kubeconfigOf: (account) => textOf(tokens.accountTokens, account),
    notIsolated: kubelet.notIsolated,
    issueToken: (user, lifeMs) => tokens.issue(user, lifeMs),
    revokeToken: (token) => tokens.revoke(token),
    changeBindings: (change) => authorizer.replace(change),
    pod: (namespace, name) => store.pods.get(keyOf(namespace, name)),
    createPod: (pod) => pods.create(pod),
    deletePod: (namespace, name, request = {}) => void pods.delete(namespace, name, request),
    changePod(namespace, name, change) {
      const pod = store.pods.get(keyOf(namespace, name));
      if (pod !== undefined) store.pods.put(change(pod));
    },
    churn: (changesPerSecond) => startChurn(store.pods, changesPerSecond),
    expireHistory: () => store.compact(),
    dropWatches: () => watches.dropAll(),
    get openWatches() {
      return watches.size;
    },
    stopServing: () => server.close(),
    async resumeServing() {
      await server.listen(port);
    },
    restartRuntime: () => kubelet.restartRuntime(),
    async dispose() {
      watches.endAll();
      await Promise.all([server.close(), kubelet.dispose()]);
    },
  };
}

/** Loaded on demand: only this kubelet needs the native pseudo-terminal code. */
async function processKubelet(): Promise<(options: KubeletOptions) => Kubelet> {
  const { createKubelet } = await import('./kubelet/kubelet.ts');
  return createKubelet;
}

/** Writes a file that only its owner can read, even if it existed with other permissions. */
async function writePrivate(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { mode: 0o600 });
  await chmod(path, 0o600);
}

function rethrow(error: unknown): never {
  throw error;
}
