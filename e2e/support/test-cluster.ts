/** The cluster of the browser tests: the demo cluster, or the one of a kubeconfig. */

import { randomBytes } from 'node:crypto';
import { CoreV1Api, KubeConfig, type V1Pod } from '@kubernetes/client-node';
import { expect } from '@playwright/test';
import type { DemoCluster } from '#demo-cluster/start.ts';
import { startDemo } from './demo-server.ts';

/** How long a pod may take to start on any cluster, in milliseconds. */
const POD_START_MS = 60_000;

export interface TestCluster {
  readonly kubeconfig: string;
  /** Functions of the demo cluster only; undefined on another cluster. */
  readonly demo: DemoCluster | undefined;
  /** Names of the contexts of the kubeconfig. */
  readonly contexts: readonly string[];
  /**
   * Creates a pod like `team-a/debian` in the same namespace, waits until it runs, and returns its name.
   * @param command instead of that pod's own
   */
  createPod(command?: readonly string[]): Promise<string>;
  /** Deletes a pod of `team-a` at once. */
  deletePod(name: string): Promise<void>;
  dispose(): Promise<void>;
}

/** `PODSHELL_E2E_KUBECONFIG` selects a cluster instead of the demo cluster. */
async function startTestCluster(): Promise<TestCluster> {
  const given = process.env.PODSHELL_E2E_KUBECONFIG;
  if (given !== undefined && given !== '') return clusterOf(given, undefined, async () => {});
  const { demo, kubeconfig, dispose } = await startDemo();
  return clusterOf(kubeconfig, demo, dispose);
}

/** A worker's cluster, as a fixture. */
export const clusterFixture = async (
  { browserName: _anyBrowser }: { readonly browserName: string },
  use: (cluster: TestCluster) => Promise<void>,
): Promise<void> => {
  const cluster = await startTestCluster();
  await use(cluster);
  await cluster.dispose();
};

function clusterOf(
  kubeconfig: string,
  demo: DemoCluster | undefined,
  dispose: () => Promise<void>,
): TestCluster {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const core = config.makeApiClient(CoreV1Api);
  const namespace = 'team-a';
  const created = new Set<string>();
  const deletePod = async (name: string): Promise<void> => {
    await core.deleteNamespacedPod({ namespace, name, gracePeriodSeconds: 0 });
    created.delete(name);
  };
  return {
    kubeconfig,
    demo,
    contexts: config.getContexts().map((context) => context.name),
    async dispose() {
      // A cluster that goes on would keep the pods of tests that leave theirs; a test may have deleted one in the page.
      if (demo === undefined) await Promise.allSettled([...created].map(deletePod));
      await dispose();
    },
    async createPod(command) {
      const name = `e2e-${randomBytes(4).toString('hex')}`;
      const like = await core.readNamespacedPod({ namespace, name: 'debian' });
      await core.createNamespacedPod({ namespace, body: copyOf(like, name, command) });
      created.add(name);
      const running = async () => isRunning(await core.readNamespacedPod({ namespace, name }));
      await expect.poll(running, { timeout: POD_START_MS, message: `pod ${name} runs` }).toBe(true);
      return name;
    },
    deletePod,
  };
}

function copyOf(pod: V1Pod, name: string, command: readonly string[] | undefined): V1Pod {
  const containers = (pod.spec?.containers ?? []).map((container) => ({
    name: container.name,
    ...(container.image === undefined ? {} : { image: container.image }),
    command: [...(command ?? container.command ?? [])],
  }));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app: 'e2e' } },
    spec: { containers, terminationGracePeriodSeconds: 1 },
  };
}

function isRunning(pod: V1Pod): boolean {
  const statuses = pod.status?.containerStatuses ?? [];
  return statuses.length > 0 && statuses.every((status) => status.state?.running !== undefined);
}
