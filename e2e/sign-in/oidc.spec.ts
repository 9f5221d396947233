import { DockOnPage } from '../support/dock.ts';
import { expect, test } from './support/oidc-fixtures.ts';

const PODS = '/pods?namespace=team-a';

test('the provider signs a user in, who opens a shell and signs out', async ({
  page,
  provider,
  podShell,
}) => {
  await page.goto(PODS);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(PODS);
  await expect(page.getByRole('link', { name: 'debian' }).first()).toBeVisible();
  expect(await (await page.request.get('/api/me')).json()).toMatchObject({ user: 'alice', mode: 'oidc' });

  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' });
  expect((await shell.run('echo $((40 + 2))')).output).toContain('42');

  await page.goto(PODS);
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(new RegExp(`^${provider.issuer}/session/end`));
  expect((await page.request.get('/api/me')).status()).toBe(401);
});

test('a user who cancels reads so, and tries again', async ({ page, provider }) => {
  provider.state.denies = true;
  await page.goto(PODS);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(
    `/signin?${new URLSearchParams({ returnTo: PODS, problem: 'sign-in-failed' })}`,
  );
  await expect(page.getByText('Sign-in failed')).toBeVisible();
  provider.state.denies = false;
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(PODS);
});

test('a provider that is down is said, and the sign-in goes on when it is back', async ({
  page,
  provider,
}) => {
  provider.state.faults.set('/token', 'down');
  await page.goto(PODS);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page.getByText('Identity provider unavailable')).toBeVisible();
  provider.state.faults.clear();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(PODS);
});

test('a sign-in that ends under a terminal is renewed in a pop-up, and the shell goes on', async ({
  page,
  site,
  podShell,
}) => {
  await page.goto(PODS);
  await page.getByRole('link', { name: 'Sign in' }).click();
  const dock = new DockOnPage(page, podShell);
  const { shell } = await dock.open('debian');
  await shell.run('KEPT=$$; echo shell-$KEPT');
  await page.request.post('/api/signout', { headers: { origin: site.url } });
  await shell.waitForState('failed');
  await page.keyboard.type('test -n "$KEPT" && echo same-$((40 + 2))\n');

  const opened = page.waitForEvent('popup');
  await dock.button('Sign in').click();
  const popup = await opened;
  if (!popup.isClosed()) await popup.waitForEvent('close');
  await expect(page.locator('[data-podshell-terminal][data-state="ready"]')).toBeVisible();
  await expect.poll(() => shell.text()).toContain('same-42');
  await expect(page.getByText('Your sign-in has ended.')).toBeHidden();
});
