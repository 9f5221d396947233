import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { DockOnPage } from '../support/dock.ts';
import { expect, test } from '../support/dock-fixtures.ts';
import { expectAsksToLeave } from '../support/leaving.ts';
import { PodListPage } from '../support/pod-list.ts';

async function searchPalette(page: Page, text: string) {
  await page.keyboard.press('Control+Shift+K');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(text);
  return palette.getByRole('group', { name: 'Running shells' }).getByRole('option');
}

test('the palette takes up a shell that another tab has, with its text', async ({
  context,
  dock,
  podShell,
}) => {
  const { shell } = await dock.open('debian');
  await shell.run('place=here; echo ol""der');
  const other = await context.newPage();
  await PodListPage.open(other, '?namespace=team-a');
  const found = await searchPalette(other, 'session debian');
  await expect(found).toHaveCount(1);
  await expect(found).toContainText(/team-a · debian · bash · since \d\d:\d\d · attached · context/);
  const there = new DockOnPage(other, podShell);
  const taken = await there.added(() => other.keyboard.press('Enter'), 'busy');
  await taken.shell.waitForText('older');
  expect((await taken.shell.run('echo $place')).output).toBe('here');
  await shell.waitForState('failed');
  expect((await shell.failure())?.code).toBe('taken-over');
  // It stays here over a reload, too.
  await other.reload();
  await taken.shell.waitForState('ready');
  expect((await taken.shell.run('echo $place')).output).toBe('here');
});

test('the palette shows the tab of a shell that this page has, and ends shells', async ({ page, dock }) => {
  await dock.open('debian');
  await dock.open('multi');
  const found = await searchPalette(page, 'session debian');
  await expect(found).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(dock.tab(/^debian/)).toHaveAttribute('aria-selected', 'true');
  await expect(dock.tabs).toHaveCount(2);
  const multi = await searchPalette(page, 'session multi');
  await expect(multi).toHaveCount(1);
  await page.keyboard.press('Shift+Delete');
  await expect(multi).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(dock.tab(/^multi.*ended/)).toBeVisible();
});

test('a new shell offers the one that still runs there', async ({ context, dock, podShell, page }) => {
  const left = await dock.open('debian');
  await left.shell.run('place=left');
  await left.shell.type('read -r line\n');
  await expectAsksToLeave(page, true);
  await page.close();
  const own = await context.newPage();
  await own.goto('/shell/team-a/debian?container=debian');
  const shell = podShell.at({ page: own });
  await shell.waitForPrompt();
  const offer = own.getByRole('region', { name: 'Running shells' });
  await expect(offer).toContainText('You have a running shell in this container.');
  await offer.getByRole('button', { name: /^Use here: the shell in debian/ }).click();
  await expect(offer).toHaveCount(0);
  await shell.waitForText('place=left');
  await shell.type('\n');
  expect((await shell.run('echo $place')).output).toBe('left');
});

test('the list of running shells ends all of them', async ({ page, dock }) => {
  await dock.open('debian');
  await page.goto('/sessions');
  const row = page.getByRole('row', { name: /debian/ });
  await expect(row).toContainText(/attached|detached/);
  await row.getByRole('button', { name: /^Use here: the shell in debian/ }).click();
  await expect(page).toHaveURL(/\/pods\?namespace=team-a/);
  await expect(dock.tabs).toHaveCount(1);
  await page.goto('/sessions');
  await page.getByRole('button', { name: 'End all' }).click();
  await page.getByRole('alert').getByRole('button', { name: 'End all' }).click();
  await expect(page.getByRole('heading', { name: 'No running shells' })).toBeVisible();
});

test.describe('in a narrow window', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('a running shell is a card with all that can be done about it', async ({ page, dock }) => {
    const { shell } = await dock.open('debian');
    await shell.run('printf "%0500d\\n" 7');
    // It would cover the page.
    await dock.button('Minimize').click();
    await page.goto('/sessions');
    const row = page.getByRole('row', { name: /debian/ });
    await expect(row.getByText(/0{40}/).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'End all' })).toBeInViewport({ ratio: 1 });
    for (const part of [row.getByText('team-a'), row.getByRole('time'), row.getByText(/attached|detached/)])
      await expect(part).toBeInViewport({ ratio: 1 });
    for (const name of [/^Use here/, /^End the shell/])
      await expect(row.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
    await expectAccessible(page);
  });
});
