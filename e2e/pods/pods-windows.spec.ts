import { expect, test } from '../support/fixtures.ts';
import { PodListPage } from '../support/pod-list.ts';

/** More than the six connections that a browser opens to a server over HTTP/1.1, each with pods of its own. */
const LISTS = [
  '',
  '?namespace=team-a',
  '?namespace=team-a',
  '?namespace=team-a,team-b',
  '?context=alice&namespace=team-a',
  '?context=admin',
  '?context=admin&namespace=team-a',
  '?context=admin&namespace=team-a,team-b',
];

test('eight visible windows are all live, and another one opens', async ({ context, cluster }) => {
  const lists = await Promise.all(
    LISTS.map(async (query) => PodListPage.visit(await context.newPage(), query)),
  );
  for (const list of lists) await list.expectLive();
  const name = await cluster.createPod();
  for (const list of lists) await expect(list.row(name)).toBeVisible();
  const ninth = await PodListPage.open(await context.newPage(), '?namespace=team-b');
  await cluster.deletePod(name);
  await expect(ninth.row('team-b/debian')).toBeVisible();
});

test('a browser without shared workers follows the pods, too', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'SharedWorker'));
  await PodListPage.open(page, '?namespace=team-a');
});

test('a page whose worker does not start follows the pods without it', async ({ page }) => {
  await page.addInitScript(() => {
    const Original = SharedWorker;
    window.SharedWorker = class extends Original {
      constructor() {
        super('/no-such-worker.js');
      }
    };
  });
  await PodListPage.open(page, '?namespace=team-a');
});
