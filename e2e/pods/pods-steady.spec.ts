import type { Locator, Page } from '@playwright/test';
import type { PodObject } from '#demo-cluster/ports.ts';
import { type DemoServer, startDemoServer } from '../support/demo-server.ts';
import { expect, test } from '../support/fixtures.ts';
import { PodListPage } from '../support/pod-list.ts';

// Its own cluster and server, because rows come and go.
let own: DemoServer;

test.beforeAll(async () => {
  own = await startDemoServer({ syntheticPodCount: 60 });
});

test.afterAll(() => own.dispose());

/** Creates a pod whose row comes before all others of its namespace. */
function createFirst(name: string): void {
  create('team-a', `a0-${name}`);
}

function create(namespace: string, name: string): void {
  const { apiVersion, kind, spec, status } = own.demo.pod('team-a', 'debian') as PodObject;
  own.demo.createPod({ apiVersion, kind, metadata: { name, namespace }, spec, status } as PodObject);
}

function remove(name: string): void {
  own.demo.deletePod('team-a', name, { graceSeconds: 0 });
}

async function open(page: Page, query: string): Promise<PodListPage> {
  await page.goto(`${own.server.url}/pods${query}`);
  const list = PodListPage.on(page);
  await list.expectLive();
  return list;
}

const count = (page: Page) => page.locator('main output').first();

async function topOf(row: Locator): Promise<number> {
  return (await row.boundingBox())?.y ?? Number.NaN;
}

test('a click opens the shell of the pod that the user pointed at, whatever comes and goes', async ({
  page,
}) => {
  const list = await open(page, '?namespace=team-a');
  const row = list.row('debian');
  const top = await topOf(row);
  const link = row.getByRole('link', { name: /^Shell in/ });
  await link.hover();
  createFirst('comes');
  let x = 0;
  const whileMoving = async () => {
    x = (x + 1) % 5;
    await link.hover({ position: { x: 10 + x, y: 10 } });
    return page.getByText('1 new pod', { exact: true }).isVisible();
  };
  await expect.poll(whileMoving).toBe(true);
  expect(await list.row('a0-comes').count()).toBe(0);
  expect(await topOf(row)).toBe(top);

  // The pointer rests: the new row is there, and this one has not moved.
  await expect(list.row('a0-comes')).toBeAttached();
  await expect.poll(() => topOf(row)).toBe(top);
  remove('a0-comes');
  remove('busybox');
  await expect(list.row('busybox')).toHaveCount(0);
  await expect.poll(() => topOf(row)).toBe(top);

  await page.mouse.down();
  await page.mouse.up();
  await expect(page.locator('[data-podshell-terminal]')).toHaveCount(1);
  const shells = await page.evaluate(() => window.podshell?.terminals().map(({ pod }) => pod));
  expect(shells).toEqual(['debian']);
});

test('a pod that is deleted under the pointer keeps its row, without a shell', async ({ page }) => {
  const list = await open(page, '?namespace=team-a&sort=-name');
  const row = list.row('distroless');
  const top = await topOf(row);
  await row.getByRole('link', { name: /^Shell in/ }).hover();
  remove('distroless');
  await expect(row.getByRole('button', { name: /Pod deleted/ })).toBeVisible();
  expect(await topOf(row)).toBe(top);
  await page.mouse.move(5, 5);
  await expect(row).toHaveCount(0);
});

test('pods that come above leave a scrolled list where it is', async ({ page }) => {
  const list = await open(page, '');
  await page.getByRole('region', { name: 'Pods' }).evaluate((region) => region.scrollTo(0, 900));
  const row = page.locator('tr[aria-rowindex="30"]');
  const place = (await row.getAttribute('data-pod')) ?? '';
  const top = await topOf(list.row(place));
  const known = (await count(page).textContent()) ?? '';
  create('default', 'a0');
  await expect(count(page)).not.toHaveText(known);
  await expect(list.row(place)).toHaveAttribute('aria-rowindex', '31');
  expect(await topOf(list.row(place))).toBe(top);
});

test('a click on a row that has just moved does nothing', async ({ page }) => {
  await open(page, '?namespace=team-a');
  await page.evaluate(() => {
    const table = document.querySelector('tbody');
    if (table === null) throw new Error('No table');
    new MutationObserver((_changes, observer) => {
      observer.disconnect();
      const refused = [...table.querySelectorAll('a[aria-label^="Shell in"]')].map((link) => {
        const click = new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 });
        link.dispatchEvent(click);
        return click.defaultPrevented;
      });
      document.body.dataset.refused = [...new Set(refused)].join();
    }).observe(table, { childList: true });
  });
  createFirst('moves');
  await expect(page.locator('body')).toHaveAttribute('data-refused', 'true');
  await expect(page.locator('[data-podshell-terminal]')).toHaveCount(0);
});

test('a connection that is back within seconds is not told, and moves nothing', async ({ page, line }) => {
  await page.goto(`${line.url}/pods?namespace=team-a`);
  const list = PodListPage.on(page);
  await list.expectLive();
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    const watch = new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes)
        told.push(`${target.textContent} ${[...addedNodes].map((node) => node.textContent)}`);
    });
    const options = { childList: true, characterData: true, subtree: true };
    for (const element of document.querySelectorAll('main output')) watch.observe(element, options);
    new PerformanceObserver((shifts) => told.push(`${shifts.getEntries().length} shifts`)).observe({
      type: 'layout-shift',
    });
  });
  const back = page.waitForResponse((response) => response.url().includes('/api/pods/events'));
  line.cut();
  await back;
  await list.expectLive();
  await expect(page.getByText('Showing pods as of')).toHaveCount(0);
  expect(await page.evaluate(() => (window as unknown as { told: string[] }).told)).toEqual([]);
});
