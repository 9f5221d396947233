import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';

async function act(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Terminal actions' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

test('the output is saved to a file named after the pod and time', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run('seq 1 500');
  const coming = page.waitForEvent('download');
  await act(page, 'Save output');
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^debian_.+_\d{4}-\d\d-\d\dT\d{6}\.txt$/);
  const saved = await readFile(await download.path(), 'utf8');
  expect(saved).toContain('\n499\n500\n');
});

test('Clear leaves only the prompt', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run('seq 1 500');
  await act(page, 'Clear');
  await expect.poll(async () => (await shell.text()).split('\n').length).toBe(1);
  expect((await shell.run('echo goes on')).output).toBe('goes on');
});

test('all text can be selected and copied from the menu', async ({ context, openShell, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const shell = await openShell({ pod: 'debian' });
  await shell.run('echo selectable');
  await act(page, 'Select all');
  await act(page, 'Copy');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('selectable');
});

test('a bell marks the page title until the user returns', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.type("while sleep 0.5; do printf '\\a'; done\n");
  await shell.press('Control+Shift+E');
  expect(await shell.isFocused()).toBe(false);
  await expect(page).toHaveTitle(/^● debian/);
  await shell.focus();
  await expect(page).toHaveTitle(/^debian/);
});

test('a menu action returns the focus to the terminal', async ({ context, openShell, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const shell = await openShell({ pod: 'debian' });
  await page.evaluate(() => navigator.clipboard.writeText('pasted'));
  for (const name of ['Paste', 'Select all', 'Copy', 'Clear']) {
    await act(page, name);
    await expect.poll(() => shell.isFocused(), name).toBe(true);
  }
  await page.getByRole('button', { name: 'Terminal actions' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Terminal actions' })).toBeFocused();
});

for (const key of ['Enter', 'Space', 'ArrowDown']) {
  test(`a menu opened with ${key} focuses its first item`, async ({ openShell, page }) => {
    await openShell({ pod: 'debian' });
    await page.getByRole('button', { name: 'Terminal actions' }).focus();
    await page.keyboard.press(key);
    await expect(page.getByRole('menuitem').first()).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitem').nth(1)).toBeFocused();
  });
}
