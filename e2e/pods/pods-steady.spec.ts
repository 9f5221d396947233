import type { Locator } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { PodListPage } from '../support/pod-list.ts';

async function topOf(row: Locator): Promise<number> {
  return (await row.boundingBox())?.y ?? Number.NaN;
}

test('a click opens the shell of the pod that the user pointed at, whatever comes and goes', async ({
  page,
  cluster,
}) => {
  const list = await PodListPage.open(page, '?namespace=team-a');
  const row = list.row('multi');
  const top = await topOf(row);
  const link = row.getByRole('link', { name: /^Shell in/ });
  await link.hover();
  const coming = cluster.createPod();
  let x = 0;
  const whileMoving = async () => {
    x = (x + 1) % 5;
    await link.hover({ position: { x: 10 + x, y: 10 } });
    return page.getByText('1 new pod', { exact: true }).isVisible();
  };
  await expect.poll(whileMoving).toBe(true);
  expect(await topOf(row)).toBe(top);

  // The pointer rests: the new row is there, and this one has not moved.
  const name = await coming;
  await expect(list.row(name)).toBeAttached();
  await expect.poll(() => topOf(row)).toBe(top);
  await cluster.deletePod(name);
  await expect(list.row(name)).toHaveCount(0);
  await expect.poll(() => topOf(row)).toBe(top);

  await page.mouse.down();
  await page.mouse.up();
  await expect(page.locator('[data-podshell-terminal]')).toHaveCount(1);
  const shells = await page.evaluate(() => window.podshell?.terminals().map(({ pod }) => pod));
  expect(shells).toEqual(['multi']);
});

test('a pod that is deleted under the pointer keeps its row, without a shell', async ({ page, cluster }) => {
  const name = await cluster.createPod();
  const list = await PodListPage.open(page, '?namespace=team-a');
  const row = list.row(name);
  const top = await topOf(row);
  await row.getByRole('link', { name: /^Shell in/ }).hover();
  await cluster.deletePod(name);
  await expect(row.getByRole('button', { name: /Pod deleted/ })).toBeVisible();
  expect(await topOf(row)).toBe(top);
  await page.mouse.move(5, 5);
  await expect(row).toHaveCount(0);
});

test('a click on a row that has just moved does nothing', async ({ page, cluster }) => {
  await PodListPage.open(page, '?namespace=team-a');
  await page.evaluate(() => {
    const table = document.querySelector('tbody');
    if (table === null) throw new Error('No table');
    new MutationObserver((_changes, observer) => {
      observer.disconnect();
      const refused = [...table.querySelectorAll('[data-pod="team-a/multi"] a')].map((link) => {
        const click = new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 });
        link.dispatchEvent(click);
        return click.defaultPrevented;
      });
      document.body.dataset.refused = [...new Set(refused)].join();
    }).observe(table, { childList: true });
  });
  const name = await cluster.createPod();
  await expect(page.locator('body')).toHaveAttribute('data-refused', 'true');
  await expect(page.locator('[data-podshell-terminal]')).toHaveCount(0);
  await cluster.deletePod(name);
});

test('a connection that is back within seconds is not told, and moves nothing', async ({
  page,
  line,
  cluster,
}) => {
  await page.goto(`${line.url}/pods?namespace=team-a`);
  const list = PodListPage.on(page);
  await list.expectLive();
  const top = await topOf(list.row('debian'));
  await page.evaluate(() => {
    const badge = document.querySelector('[data-link]');
    if (badge === null) throw new Error('No badge');
    const told = new MutationObserver(() => {
      document.body.dataset.told = badge.textContent ?? '';
    });
    told.observe(badge, { childList: true, characterData: true, attributes: true, subtree: true });
  });
  line.cut();
  // The next change shows that the connection is back.
  const name = await cluster.createPod();
  await expect(list.row(name)).toContainText('Running');
  await expect(page.locator('body[data-told]')).toHaveCount(0);
  await expect(page.getByText('Showing pods as of')).toHaveCount(0);
  expect(await topOf(list.row('debian'))).toBe(top);
  await cluster.deletePod(name);
});
