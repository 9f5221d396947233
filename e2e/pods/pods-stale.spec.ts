import { type DemoServer, startDemoServer } from '../support/demo-server.ts';
import { expect, test } from '../support/fixtures.ts';
import { PodListPage } from '../support/pod-list.ts';

test('a lost connection to Podshell is shown, keeps the pods, and recovers', async ({ page, line }) => {
  await page.goto(`${line.url}/pods?namespace=team-a`);
  await expect(page.locator('[data-link="live"]')).toBeVisible();
  line.set('down');
  await expect(page.locator('[data-link="reconnecting"]')).toHaveText('Reconnecting');
  await expect(page.getByRole('status').filter({ hasText: 'Showing pods as of' })).toBeVisible();
  await expect(page.locator('tr[data-pod="team-a/debian"]')).toBeVisible();
  line.set('good');
  await expect(page.locator('[data-link="live"]')).toBeVisible();
  await expect(page.getByText('Showing pods as of')).toHaveCount(0);
});

test('a Podshell that answers nothing is shown within 10 s, and recovers', async ({ page, server }) => {
  const list = PodListPage.on(page);
  await page.goto('/pods?namespace=team-a');
  await list.expectLive();
  server.freeze();
  try {
    await expect(page.locator('[data-link="reconnecting"]')).toHaveText('Reconnecting', { timeout: 10_000 });
    await expect(list.row('debian')).toBeVisible();
  } finally {
    server.thaw();
  }
  await list.expectLive();
});

test.describe('a cluster that cannot be reached', () => {
  // Its own cluster and server, because other tests need theirs to answer.
  let own: DemoServer;

  test.beforeAll(async () => {
    own = await startDemoServer();
  });

  test.afterAll(() => own.dispose());

  test('keeps the last pods with their age until it answers again', async ({ page }) => {
    await page.goto(`${own.server.url}/pods?namespace=team-a`);
    const list = PodListPage.on(page);
    await list.expectLive();
    await own.demo.stopServing();
    await expect(page.locator('[data-link="stale"]')).toHaveText('Stale');
    await expect(page.getByRole('status').filter({ hasText: 'Showing pods as of' })).toBeVisible();
    await expect(list.row('debian')).toBeVisible();
    await own.demo.resumeServing();
    await list.expectLive();
    await expect(page.getByText('Showing pods as of')).toHaveCount(0);
  });

  test('is explained in an empty list, which loads when it answers again', async ({ page }) => {
    await own.demo.stopServing();
    await page.goto(`${own.server.url}/pods?namespace=team-b`);
    await expect(page.getByRole('heading', { name: 'Can’t reach the cluster' })).toBeVisible();
    await expect(page.locator('[data-link="stale"]')).toHaveText('No response');
    await own.demo.resumeServing();
    const list = PodListPage.on(page);
    await expect(list.row('team-b/debian')).toBeVisible({ timeout: 30_000 });
    await list.expectLive();
  });

  test('is explained on a pod page, which loads when it answers again', async ({ page }) => {
    await own.demo.stopServing();
    await page.goto(`${own.server.url}/pods/team-a/debian`);
    await expect(page.getByRole('heading', { name: 'Can’t reach the cluster' })).toBeVisible();
    await own.demo.resumeServing();
    await expect(page.getByRole('heading', { level: 1, name: 'debian' })).toBeVisible({ timeout: 30_000 });
  });
});
