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
