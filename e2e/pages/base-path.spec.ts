/**
 * Every page and file under a base path, behind a proxy that leaves it in requests and behind one that takes it off. The
 * other tests run without one.
 */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type {} from '#components/terminal/pane/automation.ts';
import { test as base, expect } from '#playwright';
import { type Change, ChangingProxy } from '../support/changing-proxy.ts';
import { PodshellServer } from '../support/podshell-server.ts';
import { clusterFixture, type TestCluster } from '../support/test-cluster.ts';

const STATIC = join(import.meta.dirname, '..', '..', '.next', 'static');

/** An address that lacks the base path, or holds the one of the build. */
const ESCAPED = /["'`(]\/_next\/|__podshell_base_path/;

const LEAVE: Change = (asked) => asked;

/**
 * What a page that is left still sends: over HTTP, its connection ends with the stream that the browser breaks off first.
 * On a busy machine a page uses HTTP where its WebSocket takes too long to open.
 */
function isOfLeftPage(path: string, status: number): boolean {
  return status === 404 && path.endsWith('/xhr_send');
}

interface Site {
  readonly url: string;
  readonly asked: ChangingProxy['asked'];
  dispose(): Promise<void>;
}

const test = base.extend<object, { readonly cluster: TestCluster }>({
  cluster: [clusterFixture, { scope: 'worker', timeout: 60_000 }],
});

async function startSite(cluster: TestCluster, basePath: string, change: Change): Promise<Site> {
  const env = { PODSHELL_PUBLIC_URL: `http://portal.localhost${basePath}` };
  const server = await PodshellServer.start({ kubeconfig: cluster.kubeconfig, env });
  const proxy = await ChangingProxy.to(server.port, change);
  return {
    url: `${proxy.url}${basePath}`,
    asked: proxy.asked,
    async dispose() {
      await proxy.dispose();
      await server.stop();
    },
  };
}

const takeOff =
  (basePath: string): Change =>
  ({ path, headers }) => ({
    path: path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path,
    headers,
  });

for (const [basePath, how, change] of [
  ['/podshell', 'left', LEAVE],
  ['/tools/a/podshell', 'taken off', takeOff('/tools/a/podshell')],
] as const) {
  test(`base path "${basePath}", ${how} by the proxy`, async ({ page, cluster, podShell, request }) => {
    const site = await startSite(cluster, basePath, change);
    try {
      // From the start page to a pod, by links.
      await page.goto(site.url);
      await expect(page).toHaveURL(`${site.url}/pods`);
      await page.goto(`${site.url}/pods?namespace=team-a`);
      await expect(page.getByText('Live', { exact: true })).toBeVisible();
      await page.getByRole('link', { name: 'debian', exact: true }).click();
      await expect(page).toHaveURL(new RegExp(`^${site.url}/pods/team-a/debian`));
      await expect(page.getByRole('heading', { level: 1, name: 'debian' })).toBeVisible();
      await page.goto(`${site.url}/logs/team-a/debian`);
      await expect(page.locator('[data-log-state]')).toHaveAttribute('data-log-state', 'live');
      await expect(page).toHaveURL(new RegExp(`^${site.url}/logs/team-a/debian`));
      await page.goto(`${site.url}/sessions`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.goto(`${site.url}/nowhere`);
      await expect(page.getByRole('link', { name: 'Pods' }).first()).toHaveAttribute(
        'href',
        `${basePath}/pods`,
      );

      // A shell, again after a reload, and over HTTP.
      const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' }, { url: site.url });
      expect((await shell.run('echo un""der')).output).toBe('under');
      await page.reload();
      await shell.waitForText('under');
      await page.addInitScript(() => Object.defineProperty(window, 'WebSocket', { value: undefined }));
      const polling = await podShell.open({ namespace: 'team-b', pod: 'debian' }, { url: site.url });
      expect((await polling.run('echo po""lled')).output).toBe('polled');

      // What the pages name besides: manifest and icons, and every file of the build.
      const manifest = await page.locator('link[rel="manifest"]').getAttribute('href');
      expect(manifest).toBe(`${basePath}/app.webmanifest`);
      const icons = await page
        .locator('link[rel$="icon"]')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      expect(icons.length).toBeGreaterThan(0);
      const { origin } = new URL(site.url);
      for (const address of [manifest, ...icons]) {
        expect(address).toMatch(new RegExp(`^${basePath}/[^/]`));
        expect((await request.get(`${origin}${address}`)).status()).toBe(200);
      }
      const files = await readdir(STATIC, { recursive: true, withFileTypes: true });
      const served = files.filter((file) => file.isFile() && !file.name.endsWith('.map'));
      await Promise.all(
        served.map(async (file) => {
          const path = join(file.parentPath, file.name).slice(STATIC.length);
          const answer = await request.get(`${site.url}/_next/static${path}`);
          expect(answer.status(), path).toBe(200);
          if (/\.(js|css)$/.test(path)) expect(await answer.text(), path).not.toMatch(ESCAPED);
        }),
      );

      const outside = site.asked.filter(({ path }) => path !== basePath && !path.startsWith(`${basePath}/`));
      expect(outside).toEqual([]);
      const failed = site.asked.filter(
        ({ path, status }) =>
          status >= 400 && !path.startsWith(`${basePath}/nowhere`) && !isOfLeftPage(path, status),
      );
      expect(failed).toEqual([]);
    } finally {
      await site.dispose();
    }
  });
}
