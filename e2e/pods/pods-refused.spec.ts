import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import { FaultyProxy } from '#demo-cluster/testing/faulty-proxy.ts';
import { expect, test } from '../support/fixtures.ts';
import { PodListPage } from '../support/pod-list.ts';
import { PodshellServer } from '../support/podshell-server.ts';

test.describe('a cluster that refuses for a while', () => {
  let folder: string;
  let demo: DemoCluster;
  let proxy: FaultyProxy;
  let server: PodshellServer;

  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'podshell-e2e-'));
    demo = await startDemoCluster({});
    proxy = await FaultyProxy.start(demo);
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, proxy.kubeconfig);
    server = await PodshellServer.start({ kubeconfig });
  });

  test.afterAll(async () => {
    await server.stop();
    await proxy.dispose();
    await demo.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  test.beforeEach(() => allow());

  function allow(): void {
    proxy.fault = () => undefined;
  }

  function refuse(status: number): void {
    proxy.fault = ({ url }) => (url.pathname.endsWith('/pods') ? { status } : undefined);
  }

  test('shows the pods again after a 403, without a reload', async ({ page }) => {
    await page.goto(`${server.url}/pods?namespace=team-a`);
    const list = PodListPage.on(page);
    await list.expectLive();
    refuse(403);
    proxy.cut();
    await expect(page.getByRole('heading', { name: /permission/ })).toBeVisible({ timeout: 20_000 });
    await expect(list.rows).toHaveCount(0);
    allow();
    await expect(list.row('debian')).toBeVisible({ timeout: 30_000 });
    await list.expectLive();
  });

  test('keeps the pods as stale during a 401', async ({ page }) => {
    await page.goto(`${server.url}/pods?namespace=team-b`);
    const list = PodListPage.on(page);
    await list.expectLive();
    refuse(401);
    proxy.cut();
    await expect(page.locator('[data-link="stale"]')).toBeVisible();
    await expect(list.row('team-b/debian')).toBeVisible();
    allow();
    await expect(page.locator('[data-link="live"]')).toBeVisible({ timeout: 30_000 });
  });

  test('shows the pods of a page that began with a refusal', async ({ page }) => {
    refuse(401);
    await page.goto(`${server.url}/pods?namespace=team-a`);
    await expect(page.getByRole('heading', { name: 'Authentication to the cluster failed' })).toBeVisible();
    await expect(page.getByText('Retrying automatically.')).toBeVisible();
    allow();
    const list = PodListPage.on(page);
    await expect(list.row('debian')).toBeVisible({ timeout: 30_000 });
    await list.expectLive();
  });
});
