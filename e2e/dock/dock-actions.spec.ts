import type { Page } from '@playwright/test';
import { expect, test } from '../support/dock-fixtures.ts';

/** Runs a palette command from inside a terminal. */
async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+Shift+K');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(words);
  await expect(palette.getByRole('option').first()).toContainText(words);
  await page.keyboard.press('Enter');
  await expect(palette).toHaveCount(0);
}

test('the palette splits, searches, renames, clears and closes terminals', async ({ page, dock }) => {
  const first = (await dock.open('debian')).shell;
  await first.run('echo left""side');
  const second = (await dock.added(() => command(page, 'Split terminal right'))).shell;
  expect(await second.isFocused()).toBe(true);
  await command(page, 'Previous pane in tab');
  await expect.poll(() => first.isFocused()).toBe(true);
  await command(page, 'Search output');
  await expect(first.element.getByRole('search').getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect.poll(() => first.isFocused()).toBe(true);
  await command(page, 'Clear terminal');
  await expect.poll(() => first.text()).not.toContain('leftside');
  await expect.poll(() => first.isFocused()).toBe(true);
  await command(page, 'Rename tab');
  await page.keyboard.type('deploy');
  await page.keyboard.press('Enter');
  await expect(dock.tab('deploy')).toBeVisible();
  await second.focus();
  await command(page, 'Close terminal');
  await expect.poll(async () => (await dock.ids()).length).toBe(1);
  await expect.poll(() => first.isFocused()).toBe(true);
});

test('the palette opens another shell in the active terminal', async ({ page, dock }) => {
  const { shell } = await dock.open('debian');
  await command(page, 'Open another shell');
  await expect(page.getByRole('dialog').getByLabel('Shell')).toBeFocused();
  await page.keyboard.type('sh');
  await page.keyboard.press('Enter');
  await shell.waitForPrompt();
  expect((await shell.run('echo "version:$BASH_VERSION"')).output).toBe('version:');
  expect(await dock.ids()).toHaveLength(1);
});

test('shortcuts move between terminals and tabs, and back', async ({ page, dock }) => {
  const first = (await dock.open('debian')).shell;
  const below = (await dock.added(() => page.keyboard.press('Control+Shift+S'))).shell;
  const other = (await dock.added(() => page.keyboard.press('Control+Shift+Enter'))).shell;
  await expect(dock.tabs).toHaveCount(2);
  expect(await other.isFocused()).toBe(true);
  await page.keyboard.press('Control+<');
  await expect.poll(() => below.isFocused()).toBe(true);
  await page.keyboard.press('Control+Shift+L');
  await expect.poll(() => first.isFocused()).toBe(true);
  await page.keyboard.press('Control+Shift+H');
  await expect.poll(() => below.isFocused()).toBe(true);
  await page.keyboard.press('Control+>');
  await expect.poll(() => other.isFocused()).toBe(true);
  await page.keyboard.press('Control+Shift+E');
  await expect(dock.tabs.nth(1)).toBeFocused();
  await page.keyboard.press('Control+Shift+E');
  await expect.poll(() => other.isFocused()).toBe(true);
  await page.keyboard.press('Control+Shift+X');
  await expect(dock.region).toHaveAttribute('data-view', 'maximised');
});

test('two-letter shortcuts work outside a terminal and are all listed', async ({ page, dock }) => {
  const { shell } = await dock.open('debian');
  await shell.press('Control+Shift+E');
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const label of ['Split terminal down', 'Rename tab', 'Focus or leave panel'])
    await expect(list).toContainText(label);
  await page.keyboard.press('Escape');
  await page.keyboard.type('dm');
  await expect(dock.region).toHaveAttribute('data-view', 'minimised');
  await page.keyboard.press('Control+Shift+E');
  await expect.poll(() => shell.isFocused()).toBe(true);
  await page.keyboard.type('echo dm-dx-$((6*7))\n');
  await shell.waitForText('dm-dx-42');
  await shell.press('Control+Shift+E');
  await page.keyboard.press('d');
  await page.keyboard.press('Delete');
  await expect(dock.region).toHaveCount(0);
});
