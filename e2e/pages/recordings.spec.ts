/** Recordings of real shells, listed and replayed. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible, inEachLook } from '../support/accessibility.ts';
import { test as base, expect } from '../support/fixtures.ts';
import { PodListPage } from '../support/pod-list.ts';
import { PodshellServer } from '../support/podshell-server.ts';

const test = base.extend<object>({
  server: [
    async ({ cluster }, use) => {
      const directory = await mkdtemp(join(tmpdir(), 'podshell-recordings-'));
      const env = { PODSHELL_RECORD: 'best-effort', PODSHELL_RECORD_TO: directory };
      const server = await PodshellServer.start({ kubeconfig: cluster.kubeconfig, env });
      await use(server);
      await server.stop();
      await rm(directory, { recursive: true });
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

/** What the screen of the replay shows. */
const shown = (page: Page) => page.evaluate(() => window.podshell?.terminals()[0]?.text() ?? '');

/** The page does not scroll, and the text of the replay keeps its distance from the edges. */
async function fits(page: Page): Promise<void> {
  const margins = await page.evaluate(() => {
    const screen = document.querySelector('[data-podshell-terminal] .xterm-screen');
    const frame = screen?.closest('.xterm')?.parentElement;
    const [inner, outer] = [screen?.getBoundingClientRect(), frame?.getBoundingClientRect()];
    return inner && outer && [inner.top - outer.top, inner.left - outer.left, outer.bottom - inner.bottom];
  });
  for (const margin of margins ?? []) expect(margin).toBeGreaterThanOrEqual(8);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
}

test('a recorded shell is found and shown at any moment, by keyboard too', async ({ page, podShell }) => {
  const shell = await podShell.visit({ namespace: 'team-a', pod: 'debian' });
  await shell.waitForPrompt();
  await shell.type("printf 'first-%s\\n' mark\n");
  await shell.waitForText('first-mark');
  await page.setViewportSize({ width: 900, height: 600 });
  await shell.type("printf 'second-%s\\n' mark; tput cols # as wide as the window is now, in columns\n");
  await shell.waitForText('second-mark');
  await shell.type('exit 7\n');
  await shell.waitForState('exited');

  await PodListPage.open(page, '?namespace=team-a');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('show recordings');
  await page.getByRole('option', { name: 'Show recordings' }).waitFor();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/recordings');
  await page.getByRole('textbox', { name: 'Pod' }).fill('nothing');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No recordings match these filters.')).toBeVisible();
  await page.getByRole('button', { name: 'Reset filters' }).click();
  const recording = page.getByRole('link', { name: /^Recording of the shell in debian, / }).first();
  await expect(recording).toBeVisible();
  await expectAccessible(page);
  await inEachLook(page, () => fits(page));
  await page.getByRole('textbox', { name: 'Pod' }).fill('debian');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/recordings?pod=debian');
  await recording.click();

  const facts = page.getByLabel('About this recording');
  await expect(facts).toContainText('Hash chainintact');
  await expect(facts).toContainText('Exit code7');
  await expect(facts).toContainText('Complete');
  await page.keyboard.press('/');
  await page.keyboard.type('second-mark');
  await expect(page.getByRole('search', { name: 'Search output' })).toContainText('match');
  await page.keyboard.press('Enter');
  // Before, the screen shows the beginning, which is all that was done within a second.
  await expect.poll(() => shown(page)).toMatch(/\nsecond-mark(?![\s\S]*exit 7)/);
  await page.keyboard.press('Escape');

  await page.getByRole('region', { name: /^Replay of the terminal in debian/ }).focus();
  await page.keyboard.press('Home');
  await expect.poll(() => shown(page)).not.toContain('first-mark');
  await page.keyboard.press('End');
  await expect.poll(() => shown(page)).toContain('exit 7');
  await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible();
  // To where the window changed its size.
  await page.keyboard.press('[');
  await expect.poll(() => shown(page)).toMatch(/first-mark(?![\s\S]*second-mark)/);
  await expectAccessible(page);
  await inEachLook(page, () => fits(page));

  // A command is named beside its moment; in a narrow window the buttons have the room.
  await page.keyboard.press('Home');
  await page.keyboard.press('}');
  await page.keyboard.press('}');
  await expect(page.getByRole('status').filter({ hasText: 'tput cols' })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 800 });
  await expect(page.getByRole('link', { name: 'Download .cast' })).toBeInViewport({ ratio: 1 });

  await page.keyboard.press('Home');
  for (let faster = 0; faster < 4; faster += 1) await page.keyboard.press('>');
  await page.keyboard.press('k');
  await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible();
  await expect.poll(() => shown(page)).toContain('second-mark');

  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download .cast' }).click();
  const file = await readFile(await (await downloading).path(), 'utf8');
  expect(JSON.parse(file.slice(0, file.indexOf('\n')))).toMatchObject({ version: 3 });

  await page.goto(`${new URL(page.url()).pathname}?t=0.1`);
  await expect(facts).toContainText('intact');
  await expect(page.locator('[data-podshell-terminal]')).toHaveAttribute('data-state', 'ready');
  expect(await shown(page)).not.toContain('second-mark');
  // The focus is nowhere.
  await page.keyboard.press('End');
  await expect.poll(() => shown(page)).toContain('exit 7');
});

test('a recording that is not there is explained', async ({ page }) => {
  await page.goto('/recordings/0190aaaa-0000-7000-8000-000000000000');
  await expect(page.getByRole('heading', { name: 'Recording not found' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'All recordings' })).toHaveAttribute('href', '/recordings');
});
