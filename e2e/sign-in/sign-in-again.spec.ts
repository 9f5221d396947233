import type { PodShell } from '#playwright';
import { expectAccessible, NOT_FOR_MENUS } from '../support/accessibility.ts';
import { DockOnPage } from '../support/dock.ts';
import { test as base, expect, signIn } from './support/token-fixtures.ts';

interface OpenDock {
  readonly dock: DockOnPage;
  readonly shell: PodShell;
}

/** Alice is signed in, and has a shell in the dock. */
const test = base.extend<{ readonly alice: OpenDock }>({
  alice: async ({ page, podShell, tokenOf }, use) => {
    await page.goto('/pods?namespace=team-a');
    await signIn(page, tokenOf('alice'));
    const dock = new DockOnPage(page, podShell);
    const { shell } = await dock.open('debian');
    await use({ dock, shell });
  },
});

test('after a sign-out in another tab, terminals go on in the same shell', async ({
  page,
  alice: { dock, shell },
  tokenOf,
}) => {
  const first = await shell.run('KEPT=$$; echo shell-$KEPT');
  const shellName = first.output.trim();

  const other = await page.context().newPage();
  await other.goto('/sessions');
  await other.getByRole('button', { name: 'Account' }).click();
  await other.getByRole('button', { name: 'Sign out' }).click();
  await expect(other).toHaveURL(/\/signin/);

  await shell.waitForState('failed');
  const notice = page.getByRole('alert').filter({ has: page.getByRole('button', { name: 'Sign in' }) });
  await expect(page.getByText(/Your shell keeps running for up to 2/)).toBeVisible();
  await expect(notice).toBeHidden();
  await dock.button('Minimize').click();
  await expect(notice).toBeVisible();
  await dock.button('Restore').click();
  await expect(notice).toBeHidden();
  await shell.focus();
  await expectAccessible(page, NOT_FOR_MENUS);
  // What is typed now is for the shell, and the lists stay.
  await page.keyboard.type('echo typed-$KEPT\n');
  await expect(page.locator('tr[data-pod="team-a/debian"]')).toBeVisible();

  await dock.button('Sign in').click();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog.getByLabel('Token', { exact: true })).toBeFocused();
  await expectAccessible(page, NOT_FOR_MENUS);
  await page.keyboard.type(tokenOf('alice'));
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-podshell-terminal][data-state="ready"]')).toBeVisible();
  await expect(notice).toBeHidden();
  await expect(dialog).toBeHidden();
  await expect.poll(() => shell.text()).toContain(shellName.replace('shell', 'typed'));
  expect(await shell.text()).toContain(shellName);
  await expect(page.locator('[data-link="live"]').first()).toBeVisible();
  // One sign-in serves all tabs.
  await expect(other).toHaveURL('/pods');
  await page.keyboard.type('echo last-$KEPT\n');
  await expect.poll(() => shell.text()).toContain(shellName.replace('shell', 'last'));
});

test('a link of a page whose sign-in has ended leads to the page to sign in, and back', async ({
  page,
  site,
  tokenOf,
}) => {
  await page.goto('/pods?namespace=team-a');
  await signIn(page, tokenOf('alice'));
  await expect(page.locator('[data-link="live"]').first()).toBeVisible();
  await page.request.post('/api/signout', { headers: { origin: site.url } });
  await page.getByRole('link', { name: 'busybox', exact: true }).click();
  await expect(page).toHaveURL('/signin?returnTo=%2Fpods%2Fteam-a%2Fbusybox');
  await signIn(page, tokenOf('alice'));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('busybox');
});

test('somebody else who signs in on an open page sees none of its terminals', async ({
  page,
  site,
  alice: { dock, shell },
  tokenOf,
}) => {
  await page.request.post('/api/signout', { headers: { origin: site.url } });
  await shell.waitForState('failed');
  await dock.button('Sign in').click();
  await expect(page.getByLabel('Token', { exact: true })).toBeFocused();
  await page.keyboard.type(tokenOf('bob'));
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-podshell-terminal]')).toHaveCount(0);
  await expect(page.locator('[data-link="live"]').first()).toBeVisible();
  expect(await (await page.request.get('/api/me')).json()).toMatchObject({ user: 'bob' });
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('debian');
});
