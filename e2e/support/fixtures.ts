/** Fixtures of the browser tests: a cluster, the production server, and a page with its address. */

import type {} from '#components/terminal/pane/automation.ts';
import { test as base, type OpenOptions, type PodShell, type ShellTarget } from '#playwright';
import { BadLine } from './bad-line.ts';
import { endSessions } from './live-sessions.ts';
import { PodshellServer } from './podshell-server.ts';
import { clusterFixture, type TestCluster } from './test-cluster.ts';

interface WorkerFixtures {
  readonly cluster: TestCluster;
  readonly server: PodshellServer;
}

/** A target, by default in `team-a`. */
type TargetHere = Omit<ShellTarget, 'namespace'> & Partial<Pick<ShellTarget, 'namespace'>>;

interface TestFixtures {
  /** Opens a shell on the test's page and waits until it is ready. */
  readonly openShell: (target: TargetHere, options?: OpenOptions) => Promise<PodShell>;
  /** Opens a shell page without waiting for the shell. */
  readonly visitShell: (target: TargetHere, options?: OpenOptions) => Promise<PodShell>;
  /** Ends the shells that earlier tests left detached: pages offer them, which would cover what this test looks at. */
  readonly noLeftShells: undefined;
  /** Skips the test where the cluster has no such user. Name the context of that user. */
  readonly needUser: (context: string) => void;
  /** A connection to the server that the test can break. It has its own address. */
  readonly line: BadLine;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  cluster: [clusterFixture, { scope: 'worker', timeout: 60_000 }],
  server: [
    async ({ cluster }, use) => {
      const server = await PodshellServer.start({ kubeconfig: cluster.kubeconfig });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  noLeftShells: [
    async ({ request }, use) => {
      await endSessions(request);
      await use(undefined);
    },
    { auto: true },
  ],
  openShell: async ({ podShell }, use) =>
    use((target, options) => podShell.open({ namespace: 'team-a', ...target }, options)),
  visitShell: async ({ podShell }, use) =>
    use((target, options) => podShell.visit({ namespace: 'team-a', ...target }, options)),
  needUser: async ({ cluster }, use) =>
    use((context) => base.skip(!cluster.contexts.includes(context), `this cluster has no user ${context}`)),
  line: async ({ server }, use) => {
    const line = await BadLine.to(server.port);
    await use(line);
    await line.dispose();
  },
});

export { expect } from '#playwright';
