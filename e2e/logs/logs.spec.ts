import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { expect, test } from '../support/fixtures.ts';

/** Says that something is wrong, in red and with a control character, and then counts. */
const COUNTER = [
  'sh',
  '-c',
  `printf '\\033[31mERROR\\033[0m no \\007 database\\n'; i=0; while :; do echo "INFO tick $i"; i=$((i+1)); sleep 0.1; done`,
];

const state = (page: Page) => page.locator('[data-log-state]');

test('a log is read, filtered, and goes on after a drop without a line lost or doubled', async ({
  page,
  cluster,
  line,
}) => {
  const pod = await cluster.createPod(COUNTER);
  await page.goto(`${line.url}/pods?namespace=team-a&context=alice&q=${pod}`);
  await page.getByRole('button', { name: `More actions for ${pod}` }).click();
  await page.getByRole('menuitem', { name: 'Log of debian' }).click();
  const log = page.getByRole('log');
  await expect(log).toContainText(/INFO tick \d/);
  await expect(page.getByRole('tab', { name: `${pod} · debian (log)` })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Open full page' }).click();
  await expect(page).toHaveURL(/\/logs\/team-a\/.*container=debian.*context=alice/);
  await expect(state(page)).toHaveAttribute('data-log-state', 'live');
  await expect(log).toContainText(/INFO tick \d/);
  await expectAccessible(page);

  const filter = page.getByRole('searchbox', { name: 'Filter lines' });
  await filter.fill('level:error -tick');
  await expect(log.locator('[data-line]')).toHaveCount(1);
  await expect(log.locator('[data-level="error"]')).toContainText('ERROR no ␇ database');
  await expect(page).toHaveURL(/q=level%3Aerror/);
  await log.locator('[data-level="error"]').click();
  await expect(log.locator('[data-level="error"]')).toHaveAttribute('aria-current', 'true');
  await filter.press('Escape');

  line.set('down');
  await expect(state(page)).toHaveAttribute('data-log-state', 'reconnecting');
  const last = log.locator('[data-line]').last();
  const before = tickIn(await last.textContent());
  line.set('good');
  await page.getByRole('button', { name: 'Reconnect now' }).click();
  await expect(state(page)).toHaveAttribute('data-log-state', 'live');
  await expect.poll(async () => tickIn(await last.textContent())).toBeGreaterThan(before + 10);

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Download the lines shown' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  const ticks = [...text.matchAll(/INFO tick (\d+)$/gm)].map(([, tick]) => Number(tick));
  expect(ticks).toEqual(ticks.map((_, index) => index));
  expect(ticks.length).toBeGreaterThan(before + 10);

  await page.getByRole('link', { name: /^Shell in .*, namespace team-a, context / }).click();
  await expect(page.locator('[data-podshell-terminal]')).toHaveAttribute('data-state', 'ready');

  await cluster.deletePod(pod);
  await expect(state(page)).toHaveAttribute('data-log-state', 'waiting');
  await expect(page.locator('main footer')).toContainText('Pod not found');
});

test('the pods of a filter are one log, which follows those that come and go', async ({ page, cluster }) => {
  const says = (word: string) => ['sh', '-c', `while :; do echo "${word}"; sleep 0.2; done`];
  const first = await cluster.createPod(says('from the first'));
  await page.goto('/logs/team-a?q=name:e2e-&context=alice');
  const log = page.getByRole('log');
  await expect(log).toContainText('from the first');
  const second = await cluster.createPod(says('from the second'));
  await expect(log).toContainText('from the second');
  await expect(page.locator('footer')).toContainText('Live (2 of 2 logs)');
  await expectAccessible(page);

  await cluster.deletePod(first);
  await expect(page.locator('footer')).not.toContainText('of 2 logs');
  await expect(state(page)).toHaveAttribute('data-log-state', 'live');
  await page.getByRole('searchbox', { name: 'Filter lines' }).fill('first');
  await expect(log.locator('[data-line]').last()).toContainText('from the first');

  await log.locator('[data-line]').last().click();
  await page.getByRole('searchbox', { name: 'Filter lines' }).fill('second');
  await log.locator('[data-line]').last().click();
  await page.getByRole('link', { name: /^Shell in .*, namespace team-a, context / }).click();
  const terminal = page.locator('[data-podshell-terminal]');
  await expect(terminal).toHaveAttribute('data-state', 'ready');
  await page.getByRole('button', { name: 'Terminal actions' }).click();
  await page.getByRole('menuitem', { name: 'Log of this container' }).click();
  await expect(page.getByRole('log')).toHaveCount(2);
  await expect(page.getByRole('log').last()).toContainText('from the second');
  await expect(terminal).toBeVisible();
  await cluster.deletePod(second);
});

test('who may not read logs is told what is missing', async ({ page }) => {
  await page.goto('/logs/team-a/debian?context=bob');
  await expect(
    page.getByRole('heading', { name: 'You don’t have permission to read logs here' }),
  ).toBeVisible();
  await expect(page.getByText('you need get on pods/log in namespace "team-a"')).toBeVisible();
});

function tickIn(text: string | null): number {
  return Number(/INFO tick (\d+)$/.exec(text ?? '')?.[1] ?? -1);
}
