import type { Page } from '@playwright/test';
import type { PodShell } from '#playwright';
import { expect, test } from '../support/fixtures.ts';

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Open another shell' });
const bashVersion = async (shell: PodShell) => (await shell.run('echo "$BASH_VERSION"')).output;

async function choose(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Terminal actions' }).click();
  await page.getByRole('menuitem', { name: 'Open another shell…' }).click();
  await expect(dialogOf(page).getByLabel('Shell or command')).toBeFocused();
}

test('another shell replaces the running one, and the default comes back', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  expect(await bashVersion(shell)).not.toBe('');

  await choose(page);
  await page.keyboard.type('sh');
  const ended = page.waitForRequest((request) => request.method() === 'DELETE');
  await page.keyboard.press('Enter');
  await ended;
  await expect(dialogOf(page)).toBeHidden();
  await expect.poll(() => shell.isFocused()).toBe(true);
  await expect(page.getByRole('banner').getByText('sh', { exact: true })).toBeVisible();
  await shell.waitForPrompt();
  expect(await bashVersion(shell)).toBe('');

  await choose(page);
  await dialogOf(page).getByRole('button', { name: 'Use default' }).click();
  await expect(page.getByRole('banner').getByText('bash', { exact: true })).toBeVisible();
  await shell.waitForPrompt();
  expect(await bashVersion(shell)).not.toBe('');
});

test('a running program is named before it ends', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.type('sleep 1000\n');
  await choose(page);
  await expect(dialogOf(page).getByRole('alert')).toContainText('A program is running');
  await page.keyboard.press('Escape');
  await expect.poll(() => shell.isFocused()).toBe(true);
  await shell.press('Control+c');
  await shell.waitForPrompt();

  await shell.type('sleep 1000\n');
  await choose(page);
  await page.keyboard.type('sh');
  await dialogOf(page).getByRole('button', { name: 'End and open shell' }).click();
  await expect(page.getByRole('banner').getByText('sh', { exact: true })).toBeVisible();
  await shell.waitForPrompt();
  expect(await bashVersion(shell)).toBe('');
});

test('a command of one’s own opens from the menu of the pod list, and is kept for the image', async ({
  page,
  podShell,
}) => {
  await page.goto('/pods?namespace=team-a');
  const row = page.locator('tr[data-pod="team-a/debian"]');
  await row.getByRole('button', { name: /^More actions for debian/ }).click();
  await page.getByRole('menuitem', { name: 'Choose a shell or command in debian' }).click();
  await expect(dialogOf(page).getByLabel('Shell or command')).toBeFocused();
  await page.keyboard.type(`sh -c 'echo mine=$((6*7)); exec sh'`);
  await page.keyboard.press('Enter');
  await podShell.at({ page }).waitForText('mine=42');
  await page.goto('/shell/team-a/debian');
  await podShell.at({ page }).waitForText('mine=42');
});
