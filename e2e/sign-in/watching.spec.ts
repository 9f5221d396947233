/** Two users at one shell: the owner shares it, a colleague watches and is given the keyboard, and a third may not. */

import type { Browser, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { expect, signIn, test } from './support/token-fixtures.ts';

/** A page of somebody else's browser, signed in at a path. */
async function pageOf(browser: Browser, path: string, token: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 900, height: 600 } });
  const page = await context.newPage();
  await page.goto(path);
  await signIn(page, token);
  return page;
}

function screenOf(page: Page): Promise<string> {
  return page.evaluate(() => window.podshell?.terminals()[0]?.text() ?? '');
}

test('a shell is shared, watched at its owner’s size, typed into by consent, and shared no more', async ({
  browser,
  page,
  tokenOf,
}) => {
  await page.goto('/shell/team-a/debian');
  await signIn(page, tokenOf('alice'));
  const terminal = page.locator('[data-podshell-terminal]');
  await expect(terminal).toHaveAttribute('data-state', 'ready');
  await page.keyboard.type('stty size; seq 1 50\n');
  await expect.poll(() => screenOf(page)).toContain('\n50\n');

  await page.getByRole('button', { name: 'Terminal actions' }).click();
  await page.getByRole('menuitem', { name: 'Share…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this shell' });
  await dialog.getByRole('button', { name: 'Create link' }).click();
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await expectAccessible(page);

  const bob = await pageOf(browser, link, tokenOf('bob'));
  await expect(bob.getByRole('heading', { name: /don’t have permission to watch/ })).toBeVisible();
  await bob.context().close();

  const other = await pageOf(browser, link, tokenOf('admin'));
  await expect(other.locator('[data-podshell-terminal]')).toHaveAttribute('data-state', 'ready');
  await expect(other.getByText('You are watching alice’s shell.')).toBeVisible();
  await expect.poll(() => screenOf(other)).toBe(await screenOf(page));
  expect(await other.evaluate(() => window.podshell?.terminals()[0]?.watching)).toBe(true);
  await expectAccessible(other);
  // All of the owner's larger window is in sight.
  await expect
    .poll(() =>
      other.evaluate(() => {
        const room = document.querySelector('[data-scrolls]');
        const screen = document.querySelector<HTMLElement>('.xterm-screen');
        return room !== null && screen !== null && screen.offsetWidth <= room.clientWidth;
      }),
    )
    .toBe(true);
  await expect(dialog.getByText('Watching now: 1')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: 'Watched by 1' })).toBeVisible();

  await other.keyboard.type('echo ignored\n');
  await other.getByRole('button', { name: 'Ask for the keyboard' }).click();
  await page.getByRole('button', { name: 'Hand over' }).click();
  await expect(other.getByText('You have the keyboard.')).toBeVisible();
  // Who holds the keyboard is said beside the terminal, and covers none of it.
  const said = await page.getByText(/has the keyboard/).boundingBox();
  const screenBox = await page.locator('.xterm-screen').boundingBox();
  expect((said?.y ?? 0) + (said?.height ?? 0)).toBeLessThanOrEqual(screenBox?.y ?? 0);
  await other.keyboard.type('echo "by $((40 + 2))"\n');
  await expect.poll(() => screenOf(page)).toContain('\nby 42\n');
  expect(await screenOf(page)).not.toContain('ignored');
  await page.keyboard.type('echo mine\n');
  await expect(other.getByText('Nothing you type is sent.')).toBeVisible();
  await expect.poll(() => screenOf(other)).toContain('\nmine\n');
  await expect.poll(async () => (await screenOf(other)) === (await screenOf(page))).toBe(true);

  await page.getByRole('button', { name: 'Watched by 1' }).click();
  await dialog.getByRole('button', { name: 'Stop sharing' }).click();
  await expect(other.getByRole('heading', { name: 'Sharing ended' })).toBeVisible();
  await expect(dialog.getByText('Nobody is watching.')).toBeVisible();
  await other.context().close();
});
