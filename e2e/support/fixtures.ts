/** What browser tests need: a cluster, the production server, and a page that knows its address. */

import { test as base } from '@playwright/test';
import type {} from '#components/terminal/automation.ts';
import { BadLine } from './bad-line.ts';
import { PodShell, type ShellAddress } from './pod-shell.ts';
import { PodshellServer } from './podshell-server.ts';
import { startTestCluster, type TestCluster } from './test-cluster.ts';

interface WorkerFixtures {
  readonly cluster: TestCluster;
  readonly server: PodshellServer;
}

interface TestFixtures {
  /** A shell that is ready, on the test's page. */
  readonly openShell: (address: ShellAddress) => Promise<PodShell>;
  /** The page of a shell that need not become ready. */
  readonly visitShell: (address: ShellAddress) => Promise<PodShell>;
  /** A line to the server that the test can break. Pages reach it by its own address. */
  readonly line: BadLine;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  cluster: [
    async ({ browserName: _anyBrowser }, use) => {
      const cluster = await startTestCluster();
      await use(cluster);
      await cluster.dispose();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  server: [
    async ({ cluster }, use) => {
      const server = await PodshellServer.start({ kubeconfig: cluster.kubeconfig });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  openShell: async ({ page }, use) => use((address) => PodShell.open(page, address)),
  visitShell: async ({ page }, use) => use((address) => PodShell.visit(page, address)),
  line: async ({ server }, use) => {
    const line = await BadLine.to(server.port);
    await use(line);
    await line.dispose();
  },
});

export { expect } from '@playwright/test';
