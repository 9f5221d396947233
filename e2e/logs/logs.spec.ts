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
  await expect(page).toHaveURL(/\/logs\/team-a\/.*container=debian.*context=alice/);
  await expect(state(page)).toHaveAttribute('data-log-state', 'live');
  await expect(log).toContainText('INFO tick 3');
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

  await page.getByRole('link', { name: 'Shell', exact: true }).click();
  await expect(page.locator('[data-podshell-terminal]')).toHaveAttribute('data-state', 'ready');
  await cluster.deletePod(pod);
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
