import { expect, test } from '../support/fixtures.ts';

test('all requests go to our own origin, and the content security policy holds', async ({
  openShell,
  page,
  server,
}) => {
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:' && host !== new URL(server.url).host)
      foreign.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const shell = await openShell({ pod: 'debian' });
  await shell.run("printf '\\033]8;;https://example.com\\007link\\033]8;;\\007 \\033[1;31mbold\\033[0m\\n'");
  await shell.type('exit\n');
  await shell.waitForState('exited');
  expect(foreign).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a link in the output opens in a new tab without an opener', async ({ context, openShell, page }) => {
  await context.route('https://example.com/**', (route) => route.fulfill({ body: 'there' }));
  const shell = await openShell({ pod: 'debian' });
  await shell.run('echo https://example.com/somewhere');
  const screen = await shell.element.locator('.xterm-screen').boundingBox();
  if (screen === null) throw new Error('The terminal has no screen element');
  const rows = (await shell.text()).split('\n');
  const row = rows.lastIndexOf('https://example.com/somewhere');
  const { rows: height = 0 } = await page.evaluate(() => {
    const lines = document.querySelectorAll('.xterm-rows > div').length;
    return { rows: lines };
  });
  const opened = context.waitForEvent('page');
  await page.mouse.move(screen.x + 60, screen.y + ((row + 0.5) * screen.height) / height);
  await page.mouse.move(screen.x + 64, screen.y + ((row + 0.5) * screen.height) / height);
  await page.mouse.down();
  await page.mouse.up();
  const other = await opened;
  await other.waitForURL('https://example.com/somewhere');
  expect(await other.evaluate(() => window.opener === null)).toBe(true);
});

test('the terminal colors follow the theme at once', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  const background = () =>
    shell.element
      .locator('.xterm-scrollable-element')
      .evaluate((element) => getComputedStyle(element).backgroundColor);
  const dark = await background();
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: 'Light' }).click();
  await expect.poll(background).not.toBe(dark);
});

test('a page title that streams in late is replaced', async ({ openShell, page }) => {
  await openShell({ pod: 'debian' });
  await expect(page).toHaveTitle(/^debian · debian · team-a · \S+$/);
  await page.evaluate(() => {
    document.title = 'debian';
  });
  await expect(page).toHaveTitle(/^debian · debian · team-a · \S+$/);
});

test('an ended shell has no cursor, a new shell has one', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  const cursor = shell.element.locator('.xterm-cursor');
  await expect(cursor).toHaveCount(1);
  await shell.type('exit\n');
  await shell.waitForState('exited');
  await expect(cursor).toHaveCount(0);
  await page.getByRole('button', { name: 'New shell' }).click();
  await shell.waitForPrompt();
  await expect(cursor).toHaveCount(1);
});
