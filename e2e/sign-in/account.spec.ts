import { expectAccessible, NOT_FOR_MENUS } from '../support/accessibility.ts';
import { DockOnPage } from '../support/dock.ts';
import { expect, signIn, test } from './support/token-fixtures.ts';

test('the account menu says who the user is, by keyboard, and signs out', async ({ page, tokenOf }) => {
  await page.goto('/pods?namespace=team-a');
  await signIn(page, tokenOf('alice'));
  await expect(page.locator('[data-link="live"]').first()).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('u');
  const card = page.getByRole('dialog', { name: 'Account' });
  await expect(card).toContainText('alice');
  await expect(card).toContainText('system:authenticated');
  await expectAccessible(page, NOT_FOR_MENUS);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Account' })).toBeFocused();

  await page.keyboard.press('Enter');
  await card.getByRole('button', { name: 'Sign out' }).press('Enter');
  await expect(page).toHaveURL('/signin?returnTo=%2F');
  expect((await page.request.get('/api/me')).status()).toBe(401);
});

test('the next user of a tab sees nothing of the one who signed out', async ({ page, podShell, tokenOf }) => {
  await page.goto('/pods?namespace=team-a');
  await signIn(page, tokenOf('alice'));
  const dock = new DockOnPage(page, podShell);
  await dock.open('debian');
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/signin?returnTo=%2F');
  const kept = () =>
    page.evaluate(() => JSON.stringify({ tab: { ...sessionStorage }, browser: { ...localStorage } }));
  // Removed once the scripts of the new page run.
  await expect.poll(() => page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('debian');

  await signIn(page, tokenOf('bob'));
  await expect(page.locator('[data-link="live"]').first()).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.podshell?.terminals().length ?? 0)).toBe(0);
  expect(await kept()).not.toContain('debian');
});
