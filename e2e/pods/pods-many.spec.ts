import type { Page } from '@playwright/test';
import { type DemoServer, startDemoServer } from '../support/demo-server.ts';
import { expect, test } from '../support/fixtures.ts';
import { PodListPage } from '../support/pod-list.ts';

const PODS = 3000;
/** Upper limit for any number of pods: the visible rows and the page around them. */
const MOST_ELEMENTS = 2000;

// Its own cluster and server, because other tests need few pods.
let own: DemoServer;

test.beforeAll(async () => {
  own = await startDemoServer({ syntheticPodCount: PODS, pods: [] });
});

test.afterAll(() => own.dispose());

test('the first rows show before the list is complete, then all pods', async ({ page }) => {
  const response = await page.request.get(`${own.server.url}/pods`);
  const html = await response.text();
  expect(html).toContain('100 of 3,000 pods');
  expect(html.match(/data-pod=/g)?.length).toBeGreaterThan(20);

  await page.goto(`${own.server.url}/pods`);
  await PodListPage.on(page).expectLive();
  await expect(page.getByText('3,000 pods', { exact: true })).toBeVisible();
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', String(PODS + 1));
  expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(MOST_ELEMENTS);
  // Columns that a narrow window hides leave their width to the others.
  await page.setViewportSize({ width: 1024, height: 768 });
  const edge = await page.getByRole('columnheader').last().boundingBox();
  expect((edge?.x ?? 0) + (edge?.width ?? 0)).toBeGreaterThan(1000);
});

test('another order or a filter gets its own first rows', async ({ page }) => {
  const { items } = (await (await page.request.get(`${own.server.url}/api/pods`)).json()) as {
    items: { namespace: string; name: string; restarts: number }[];
  };
  const most = Math.max(...items.map(({ restarts }) => restarts));
  const html = await (await page.request.get(`${own.server.url}/pods?sort=-restarts`)).text();
  const first = /data-pod="([^"]+)"/.exec(html)?.[1];
  const places = items
    .filter(({ restarts }) => restarts === most)
    .map((pod) => `${pod.namespace}/${pod.name}`);
  expect(places).toContain(first);

  const last = items.at(-1);
  const one = await (await page.request.get(`${own.server.url}/pods?q=${last?.name}`)).text();
  expect(one).toContain(`data-pod="${last?.namespace}/${last?.name}"`);
});

test('the end of the list can be reached, and only visible rows exist', async ({ page }) => {
  await page.goto(`${own.server.url}/pods`);
  await PodListPage.on(page).expectLive();
  await page
    .getByRole('region', { name: 'Pods' })
    .evaluate((region) => region.scrollTo(0, region.scrollHeight));
  await expect(page.locator(`tr[aria-rowindex="${PODS + 1}"]`)).toBeVisible();
  await expect(page.locator('tr[aria-rowindex="2"]')).toHaveCount(0);
  expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(MOST_ELEMENTS);
});

test('back from a pod, the list is where it was; a new visit starts at its top', async ({ page }) => {
  await page.goto(`${own.server.url}/pods`);
  await PodListPage.on(page).expectLive();
  const region = page.getByRole('region', { name: 'Pods' });
  await region.evaluate((element) => element.scrollTo(0, 60_000));
  const row = page.locator('tr[aria-rowindex="1505"]');
  await row.getByRole('link').first().click();
  await page.waitForURL('**/pods/*/*');
  await page.goBack();
  await expect(row).toBeVisible();
  await expect.poll(() => region.evaluate((element) => element.scrollTop)).toBe(60_000);

  await row.getByRole('link').first().click();
  await page.waitForURL('**/pods/*/*');
  await page.goto(`${own.server.url}/pods`);
  await expect(page.locator('tr[aria-rowindex="2"]')).toBeVisible();
});

test('pods that go above leave a scrolled list where it is', async ({ page }) => {
  await page.goto(`${own.server.url}/pods`);
  const list = PodListPage.on(page);
  await list.expectLive();
  await page.getByRole('region', { name: 'Pods' }).evaluate((region) => region.scrollTo(0, 60_000));
  const row = page.locator('tr[aria-rowindex="1505"]');
  await expect(row).toBeVisible();
  const place = (await row.getAttribute('data-pod')) ?? '';
  const top = (await list.row(place).boundingBox())?.y;
  own.demo.deletePod('default', (await firstIn(page, 'default')) ?? '', { graceSeconds: 0 });
  await expect(list.row(place)).toHaveAttribute('aria-rowindex', '1504');
  expect((await list.row(place).boundingBox())?.y).toBe(top);
});

test('keys walk through a list that is longer than the screen', async ({ page }) => {
  await page.goto(`${own.server.url}/pods`);
  const list = PodListPage.on(page);
  await list.expectLive();
  await list.filter.focus();
  await page.keyboard.press('ArrowDown');
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('aria-rowindex'));
  expect(await focused()).toBe('2');
  for (let row = 0; row < 40; row += 1) await page.keyboard.press('j');
  await expect.poll(focused).toBe('42');
  await expect(page.locator('tr[aria-rowindex="42"]')).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Pods');
});

test('print has all pods, and nothing that only works on a screen', async ({ page }) => {
  await page.goto(`${own.server.url}/pods?q=cart`);
  await PodListPage.on(page).expectLive();
  await expect(page.getByText('context admin', { exact: true })).toBeHidden();
  const rows = page.locator('tr[data-pod]');
  const wanted = Number((await page.getByRole('table').getAttribute('aria-rowcount')) ?? '') - 1;
  expect(wanted).toBeGreaterThan(await rows.count());
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await expect(rows).toHaveCount(wanted);
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByText('context admin', { exact: true })).toBeVisible();
  await expect(page.getByRole('searchbox')).toBeHidden();
  await expect(page.getByRole('link', { name: /^Shell in/ }).first()).toBeHidden();
  await expect(page.getByRole('columnheader', { name: 'Node' })).toBeVisible();
  const heights = await page.evaluate(() => [
    document.querySelector('main')?.scrollHeight ?? 0,
    document.querySelector('main')?.clientHeight ?? 0,
    window.innerHeight,
  ]);
  expect(heights[0]).toBe(heights[1]);
  expect(heights[1]).toBeGreaterThan(heights[2] ?? 0);
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect.poll(() => rows.count()).toBeLessThan(wanted);
});

test('hundreds of changes are followed to the last one', async ({ page }) => {
  await page.goto(`${own.server.url}/pods?sort=-restarts`);
  const list = PodListPage.on(page);
  await list.expectLive();
  const top = list.rows.first();
  const before = await top.textContent();
  const calm = own.demo.churn(500);
  await expect(top).not.toHaveText(before ?? '');
  calm();
  const place = (await top.getAttribute('data-pod')) ?? '';
  const [namespace = '', name = ''] = place.split('/');
  await page.getByRole('searchbox', { name: 'Filter pods' }).fill(`name:${name}`);
  const statuses = own.demo.pod(namespace, name)?.status?.containerStatuses as { restartCount: number }[];
  const restarts = statuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
  await expect(page.locator(`tr[data-pod="${place}"]`)).toContainText(`${restarts} restarts`);
});

test('responses are compressed for clients that accept it, and each event arrives at once', async ({
  page,
}) => {
  // A test does not see the responses of a shared worker.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'SharedWorker'));
  const packed: Record<string, string> = {};
  page.on('response', async (response) => {
    const { pathname } = new URL(response.url());
    const isScript = pathname.endsWith('.js');
    // Next does not compress a chunk below this size.
    if (isScript && (await response.body()).length < 1024) return;
    const kind = isScript ? 'script' : pathname;
    packed[kind] = (await response.headerValue('content-encoding')) ?? 'plain';
  });
  await page.goto(`${own.server.url}/pods`);
  const list = PodListPage.on(page);
  await list.expectLive();
  await expect
    .poll(() => packed)
    .toMatchObject({ '/pods': 'gzip', script: 'gzip', '/api/pods/events': 'gzip' });
  const first = await list.rows.first().getAttribute('data-pod');
  const [namespace = '', name = ''] = (first ?? '').split('/');
  own.demo.deletePod(namespace, name, { graceSeconds: 0 });
  await expect(list.row(first ?? '')).toHaveCount(0);
});

/** The first pod of a namespace, by name. */
async function firstIn(page: Page, namespace: string): Promise<string | undefined> {
  const answer = await page.request.get(`${own.server.url}/api/pods?namespace=${namespace}`);
  const { items } = (await answer.json()) as { items: { name: string }[] };
  return items.map(({ name }) => name).sort()[0];
}
