import { expect, test } from '../support/fixtures.ts';
import { placeOf } from '../support/place-of.ts';

test('an escape sequence with a huge count does not block the page', async ({ openShell }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run("for final in S T L M b; do printf 'x\\033[2147483647%s' $final; done; clear");
  expect((await shell.run('echo alive')).output).toBe('alive');
});

test('a shell that ends in a full-screen program restores scrollback and mouse', async ({
  openShell,
  page,
}) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run('echo before');
  await shell.type("printf '\\033[?1049h\\033[?1003hfull screen'; kill -9 $$\n");
  await shell.waitForState('exited');
  await expect.poll(() => shell.text()).toContain('\nbefore\n');
  const at = await placeOf(shell, 'before');
  await page.mouse.dblclick(at.x, at.y);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Terminal actions' }).click();
  await page.getByRole('menuitem', { name: 'Copy', exact: true }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('before');
});

test('Ctrl+/ sends the undo key of readline', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  // Until readline has given the terminal back, Enter would be a carriage return.
  await shell.type("printf 'up-%d\\n' 2; cat -v\n");
  await shell.waitForText(/^up-2$/m);
  await page.keyboard.press('Control+/');
  await page.keyboard.press('Enter');
  await shell.waitForText(/\^_\n\^_$/);
});

test('inverse text swaps foreground and background', async ({ openShell }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run("printf '\\033[7minverse\\033[0m\\n'");
  const colors = await shell.element
    .locator('.xterm-rows span', { hasText: /^inverse$/ })
    .evaluate((span) => {
      const { color, backgroundColor } = getComputedStyle(span);
      const screen = span.closest('.xterm-rows');
      return { color, backgroundColor, text: screen === null ? '' : getComputedStyle(screen).color };
    });
  expect(colors.backgroundColor).toBe(colors.text);
  const background = await shell.element
    .locator('.xterm-scrollable-element')
    .evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(colors.color).toBe(background);
});

test('a title set by a program shows in the page title as one plain line', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  // One program, so that Ctrl+C cannot come while bash starts the next.
  await shell.type(`sh -c "printf '\\033]2;my\\342\\200\\256 file\\007'; exec sleep 600"\n`);
  await expect(page).toHaveTitle(/^debian · debian · team-a · \S+ · my file$/);
  await shell.press('Control+C');
  await shell.type('exit\n');
  await shell.waitForState('exited');
  await expect(page).not.toHaveTitle(/my file/);
});
