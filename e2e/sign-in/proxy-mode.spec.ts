/** Mode `proxy` in a browser: through a proxy that signs users in, and around it. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import type {} from '#components/terminal/pane/automation.ts';
import { startDemoCluster } from '#demo-cluster/start.ts';
import { test as base, expect } from '#playwright';
import { expectAccessible } from '../support/accessibility.ts';
import { PodshellServer } from '../support/podshell-server.ts';
import { mayImpersonate, PROXY_MODE } from '../support/proxy-mode.ts';
import { COOKIE, startSignInProxy } from './support/sign-in-proxy.ts';

interface Site {
  /** Podshell behind the proxy. */
  readonly url: string;
  /** Podshell without the proxy, where nobody is signed in. */
  readonly behind: string;
}

const test = base.extend<object, { readonly site: Site }>({
  site: [
    async ({ browserName: _anyBrowser }, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'podshell-e2e-'));
      const demo = await startDemoCluster({ serviceAccounts: { podshell: mayImpersonate('dev') } });
      const kubeconfig = join(folder, 'kubeconfig');
      await writeFile(kubeconfig, demo.kubeconfigOf('podshell'), { mode: 0o600 });
      const env = { ...PROXY_MODE, PODSHELL_IMPERSONATE_GROUPS: 'dev,finance' };
      const server = await PodshellServer.start({ kubeconfig, env });
      const proxy = await startSignInProxy(server.port);
      await use({ url: proxy.url, behind: server.url });
      await proxy.dispose();
      await server.stop();
      await demo.dispose();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ site }, use) => use(site.url),
});

/** Signs in at the proxy. */
async function signIn(context: BrowserContext, url: string, who: string): Promise<void> {
  await context.addCookies([{ name: COOKIE, value: encodeURIComponent(who), url }]);
}

test('whom the proxy names lists pods and works in a shell', async ({ page, context, site, podShell }) => {
  await signIn(context, site.url, 'alice/dev,unlisted');
  await page.goto('/pods?namespace=team-a');
  await expect(page.locator('[data-link="live"]').first()).toBeVisible();
  await page.getByRole('button', { name: 'Account' }).click();
  const card = page.getByRole('dialog', { name: 'Account' });
  await expect(card).toContainText('alice');
  await expect(card).toContainText('dev');
  await expect(card).not.toContainText('unlisted');
  await expect(card.getByRole('button', { name: 'Sign out' })).toHaveCount(0);

  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' });
  expect((await shell.run('echo through the proxy')).output).toContain('through the proxy');
  expect(await context.cookies()).toHaveLength(1);
});

test('around the proxy, a page says where to sign in', async ({ page, site }) => {
  await page.goto(`${site.behind}/pods?namespace=team-a`);
  await expect(page).toHaveURL(/\/signin\?returnTo=%2Fpods%3Fnamespace%3Dteam-a$/);
  await expect(page.getByRole('main')).toContainText('A proxy in front of Podshell signs users in');
  await expectAccessible(page);
});

test('a group that Podshell may not impersonate is named on the page', async ({ page, context, site }) => {
  await signIn(context, site.url, 'alice/finance');
  await page.goto('/pods?namespace=team-a');
  const notice = page.getByRole('main');
  await expect(notice).toContainText('Podshell doesn’t have permission to act as you');
  await expect(notice).toContainText('"finance"');
  await expectAccessible(page);
});
