/** What contract specs need: a cluster, the production server, and clients written from the contract alone. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import { test as base, expect } from '../../support/fixtures.ts';
import { Podshell } from './podshell.ts';
import type { Environment } from './podshell-process.ts';

/** A demo cluster that the test may stop and change, and its kubeconfig. */
export interface OwnCluster {
  readonly demo: DemoCluster;
  readonly kubeconfig: string;
}

interface WorkerFixtures {
  /** The server that tests share, with default settings. */
  readonly podshell: Podshell;
  readonly own: OwnCluster;
  /** The state directory of servers. */
  readonly stateDirectory: string;
}

interface TestFixtures {
  /** Starts a server with other settings; it stops with the test. By default it uses the shared cluster. */
  readonly serve: (env?: Environment) => Promise<Podshell>;
  readonly quietLog: undefined;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  stateDirectory: [
    async ({ browserName: _anyBrowser }, use) => {
      const directory = await mkdtemp(join(tmpdir(), 'podshell-contract-'));
      await use(directory);
      await rm(directory, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  podshell: [
    async ({ cluster, stateDirectory }, use) => {
      const env = { KUBECONFIG: cluster.kubeconfig, PODSHELL_STATE_DIR: stateDirectory };
      const podshell = await Podshell.start(env);
      await podshell.podsRun();
      await use(podshell);
      await podshell.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  own: [
    async ({ stateDirectory }, use) => {
      const kubeconfig = join(stateDirectory, 'own-kubeconfig');
      const demo = await startDemoCluster({ kubeconfigPath: kubeconfig });
      await use({ demo, kubeconfig });
      await demo.dispose();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  serve: async ({ cluster, stateDirectory }, use) => {
    const started: Podshell[] = [];
    await use(async (env = {}) => {
      const podshell = await Podshell.start({
        KUBECONFIG: cluster.kubeconfig,
        PODSHELL_STATE_DIR: stateDirectory,
        ...env,
      });
      started.push(podshell);
      return podshell;
    });
    for (const podshell of started) {
      await podshell.stop();
      expectNoFault(podshell.process.stderr);
    }
  },
  quietLog: [
    async ({ podshell }, use) => {
      const before = podshell.process.stderr.length;
      await use(undefined);
      podshell.cutAll();
      expectNoFault(podshell.process.stderr.slice(before));
    },
    { auto: true },
  ],
});

/** Whatever a client did or the cluster went through, the server must not log an internal error. */
export function expectNoFault(log: string): void {
  expect(log).not.toMatch(/^\s+at /m);
  expect(log).not.toMatch(/"(stack|err)":/);
  expect(log).not.toMatch(/"level":"(error|fatal)"/);
}

export { expect };
