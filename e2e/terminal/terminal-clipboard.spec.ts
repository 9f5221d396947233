import type { Page } from '@playwright/test';
import type { PodShell } from '#playwright';
import { inEachLook, violations } from '../support/accessibility.ts';
import { expect, test } from '../support/fixtures.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const readClipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const writeClipboard = (page: Page, text: string) =>
  page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
const question = (page: Page) => page.getByRole('dialog', { name: /^Paste .* lines\?$/ });
const encode = (text: string) => Buffer.from(text).toString('base64');

async function act(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Terminal actions' }).click();
  await page.getByRole('menuitem', { name }).click();
}

/** A program that prints its input and turns bracketed paste off; bash turns it on at its prompt. */
async function openPlainCat(shell: PodShell): Promise<void> {
  await shell.type('echo up-$((1 + 1)); cat\n');
  await shell.waitForText(/^up-2$/m);
}

test('a multi-line paste asks first, with the text and the number of lines', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await openPlainCat(shell);
  await writeClipboard(page, Array.from({ length: 50 }, (_, line) => `pasted ${line}`).join('\n'));
  await shell.press('Control+Shift+V');
  await expect(question(page)).toContainText('Paste 50 lines?');
  await expect(question(page)).toContainText('489 characters');
  await expect(question(page)).toContainText('pasted 49');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => shell.isFocused()).toBe(true);
  expect(await shell.text()).not.toContain('pasted');
  await shell.press('Control+Shift+V');
  await page.getByRole('button', { name: 'Paste', exact: true }).click();
  // Echo and output of cat may mix within a line, so one of them is enough.
  await shell.waitForText(/^pasted 48$/m);
});

test('the paste question can be turned off, and on again in the options', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await openPlainCat(shell);
  await writeClipboard(page, 'first\nsecond\n');
  await act(page, 'Paste');
  await page.getByRole('checkbox', { name: 'Don’t ask again' }).check();
  await page.getByRole('button', { name: 'Paste', exact: true }).click();
  await shell.waitForText(/second\n(.*\n)*second/);
  await writeClipboard(page, 'third\nfourth\n');
  await act(page, 'Paste');
  await shell.waitForText(/fourth\n(.*\n)*fourth/);
  await page.getByRole('button', { name: 'Terminal actions' }).click();
  await page.getByRole('menuitem', { name: 'Terminal options' }).click();
  const setting = page.getByRole('switch', { name: 'Confirm multi-line paste' });
  await expect(setting).not.toBeChecked();
  await setting.click();
  await page.keyboard.press('Escape');
  await act(page, 'Paste');
  await expect(question(page)).toBeVisible();
});

test('a paste is bracketed and cannot end its brackets', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.type("printf '\\033[?2004hup-%d\\n' 2; cat\n");
  await shell.waitForText(/^up-2$/m);
  await writeClipboard(page, 'safe\x1b[201~unsafe');
  await shell.press('Control+Shift+V');
  await shell.press('Enter');
  await shell.waitForText(/\n\^\[\[200~safe␛\[201~unsafe\^\[\[201~$/m);
});

test('a paste without brackets shows an end-of-paste sequence as text', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await openPlainCat(shell);
  await writeClipboard(page, 'safe\x1b[201~unsafe');
  await shell.press('Control+Shift+V');
  await shell.press('Enter');
  await shell.waitForText(/\nsafe␛\[201~unsafe\nsafe␛\[201~unsafe$/);
});

test('a control character in a paste does not act on the program or the command line', async ({
  openShell,
  page,
}) => {
  const shell = await openShell({ pod: 'debian' });
  await writeClipboard(page, 'ls\x03 echo RAN-$((40+1))\n');
  await shell.press('Control+Shift+V');
  await shell.waitForText('ls␃ echo RAN-$((40+1))');
  await shell.press('Control+C');
  await shell.run('echo next');
  expect(await shell.text()).not.toContain('RAN-41');
});

test('a single pasted line without brackets waits for Enter', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'busybox' });
  await writeClipboard(page, 'echo RAN-$((40+1))\n');
  await shell.press('Control+Shift+V');
  await shell.waitForText('echo RAN-$((40+1))');
  await shell.type(' end');
  await shell.press('Enter');
  await shell.waitForText(/^RAN-41 end$/m);
  expect((await shell.text()).match(/RAN-41/g)).toHaveLength(1);
});

test('the paste question scrolls through the whole text and shows invisible characters', async ({
  openShell,
  page,
}) => {
  const shell = await openShell({ pod: 'debian' });
  await openPlainCat(shell);
  await writeClipboard(page, `${'line\n'.repeat(300)}${' '.repeat(400)}\u202ehidden\x03\n`);
  await shell.press('Control+Shift+V');
  const text = question(page).getByRole('region', { name: 'Text to paste' });
  await expect(text.locator('mark')).toHaveText(['U+202E', '␃']);
  await text.focus();
  await page.keyboard.press('End');
  await expect(text.locator('mark').first()).toBeInViewport();
});

const consent = (page: Page) => page.getByText('wants to copy this text to your clipboard');

test('a program can write to the clipboard only text that the user has seen and allowed', async ({
  openShell,
  page,
}) => {
  const shell = await openShell({ pod: 'debian' });
  await writeClipboard(page, 'mine');
  await shell.run(`printf '\\033]52;c;${encode('from the \u202epod')}\\a'`);
  await expect(consent(page)).toBeVisible();
  const text = page.getByRole('region', { name: 'Text for the clipboard' });
  await expect(text).toHaveText('from the U+202Epod');
  expect(await readClipboard(page)).toBe('mine');
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect.poll(() => readClipboard(page)).toBe('from the \u202epod');
  await shell.run(`printf '\\033]52;c;${encode('once more')}\\a'`);
  await expect(text).toHaveText('once more');
  await page.getByRole('checkbox', { name: 'Remember for this terminal' }).check();
  await page.getByRole('button', { name: 'Allow' }).click();
  await shell.run(`printf '\\033]52;c;${encode('and again')}\\a'`);
  await expect.poll(() => readClipboard(page)).toBe('and again');
  await expect(consent(page)).toHaveCount(0);
});

test('a remembered refusal applies', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await writeClipboard(page, 'mine');
  await shell.run(`printf '\\033]52;c;${encode('one')}\\a'`);
  await page.getByRole('checkbox', { name: 'Remember for this terminal' }).check();
  await page.getByRole('button', { name: 'Deny' }).click();
  await shell.run(`printf '\\033]52;c;${encode('two')}\\a'`);
  await expect(consent(page)).toHaveCount(0);
  expect(await readClipboard(page)).toBe('mine');
});

test('the questions fit and have no accessibility violations', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  const fits = () =>
    inEachLook(page, async ({ width }) => {
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  await shell.run(`printf '\\033]52;c;${encode('one')}\\a'`);
  await expect(page.getByRole('button', { name: 'Allow' })).toBeVisible();
  await fits();
  await writeClipboard(page, 'line\n'.repeat(40));
  await shell.press('Control+Shift+V');
  await expect(question(page)).toBeVisible();
  await fits();
});
