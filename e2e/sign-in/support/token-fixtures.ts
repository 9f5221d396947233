/** Fixtures of the tests of signing in: a server in mode `token` in front of a demo cluster, of their own. */

import type { Page } from '@playwright/test';
import type {} from '#components/terminal/pane/automation.ts';
import type { DemoUserName } from '#demo-cluster/access/users.ts';
import { test as base, expect } from '#playwright';
import { startDemo } from '../../support/demo-server.ts';
import { PodshellServer } from '../../support/podshell-server.ts';

interface WorkerFixtures {
  readonly site: { readonly url: string; readonly tokens: ReadonlyMap<DemoUserName, string> };
}

interface TestFixtures {
  /** What the browser complained of on the test's page. The refusals that tests provoke are left out. */
  readonly complaints: readonly string[];
  readonly tokenOf: (user: DemoUserName) => string;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  site: [
    async ({ browserName: _anyBrowser }, use) => {
      const { demo, kubeconfig, dispose } = await startDemo();
      const server = await PodshellServer.start({ kubeconfig, env: { PODSHELL_AUTH: 'token' } });
      await use({ url: server.url, tokens: demo.tokens });
      await server.stop();
      await dispose();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ site }, use) => use(site.url),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        const isRefusal = /status of 401/.test(message.text());
        if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  tokenOf: async ({ site }, use) => use((user) => site.tokens.get(user) ?? ''),
});

/** Signs in on the page to sign in, which the page shows, until it leads on. */
export async function signIn(page: Page, token: string): Promise<void> {
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeEnabled();
  await page.getByLabel('Token', { exact: true }).fill(token);
  await page.keyboard.press('Enter');
  await page.waitForURL(({ pathname }) => pathname !== '/signin');
}

export { expect };
