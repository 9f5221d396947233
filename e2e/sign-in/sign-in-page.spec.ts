import { expectAccessible, inEachLook } from '../support/accessibility.ts';
import { expect, signIn, test } from './support/token-fixtures.ts';

test('a link leads to the page to sign in, by keyboard through a wrong token, and back', async ({
  page,
  tokenOf,
}) => {
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.url()));
  await page.goto('/pods/team-a/debian?context=admin#containers');
  await expect(page).toHaveURL(/\/signin\?returnTo=/);
  const field = page.getByLabel('Token', { exact: true });
  await expect(field).toBeFocused();
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeEnabled();
  await page.keyboard.type('wrong');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'The cluster does not accept this token.',
  );
  await expect(field).toBeFocused();
  await expectAccessible(page);

  await page.keyboard.type(`Bearer ${tokenOf('alice')}`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('debian');
  await expect(page).toHaveURL('/pods/team-a/debian?context=admin#containers');
  expect(sent.filter((url) => url.includes(tokenOf('alice')))).toEqual([]);
  // Who is signed in has nothing to do on that page.
  await page.goto('/signin?returnTo=%2Fsessions');
  await expect(page).toHaveURL('/sessions');
});

test('nobody is led to another site', async ({ page, tokenOf }) => {
  await page.goto('/signin?returnTo=https%3A%2F%2Fevil.example%2F');
  await signIn(page, tokenOf('alice'));
  await expect(page).toHaveURL('/pods');
});

test('the page to sign in is light and accessible in each look', async ({ page }) => {
  const sockets: string[] = [];
  const asked: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/api/')) asked.push(request.url());
  });
  await page.goto('/signin?returnTo=%2Fpods&problem=sign-in-failed');
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Sign-in failed');
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeEnabled();
  await inEachLook(page, async () => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      page.viewportSize()?.width ?? 0,
    );
  });
  await expectAccessible(page);
  expect([...sockets, ...asked]).toEqual([]);
});
