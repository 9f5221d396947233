import { createHash } from 'node:crypto';
import { expect, test } from '../support/fixtures.ts';

/** About a megabyte of text. All lines differ, with characters of every UTF-8 length. */
function megabyte(): string {
  const lines: string[] = [];
  for (let line = 0; line < 18_000; line += 1) lines.push(`${line} añ日🙂 ${'x'.repeat(line % 90)}`);
  return `${lines.join('\n')}\n`;
}

test('a paste of a megabyte arrives complete', async ({ openShell }) => {
  const shell = await openShell({ pod: 'debian' });
  const text = megabyte();
  expect(text.length).toBeGreaterThan(1_000_000);
  // Without echo, and in lines: the kernel accepts at most 4,095 bytes per line.
  await shell.type("stty -echo; printf 'go\\n'; cat > pasted; stty echo; sha256sum < pasted\n");
  await shell.waitForText(/\ngo/);
  await shell.paste(text);
  await shell.press('Control+D');
  // xterm pastes newlines as carriage returns, which the terminal reads as newlines.
  const digest = createHash('sha256').update(text).digest('hex');
  await shell.waitForText(digest, { timeout: 40_000 });
});

test('Ctrl+C stops a flood of output', async ({ openShell }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.type('yes flooding\n');
  await shell.waitForText(/flooding\n(.*\n)*flooding/);
  await shell.press('Control+C');
  const startedAt = Date.now();
  await shell.waitForText(/\^C[\s\S]*[$#] ?$/, { timeout: 10_000 });
  expect(Date.now() - startedAt).toBeLessThan(5_000);
  expect((await shell.run('echo still here')).output).toBe('still here');
});

test('a long output arrives complete and in order', async ({ openShell }) => {
  const shell = await openShell({ pod: 'debian' });
  const { output } = await shell.run('seq 1 9000', { timeout: 30_000 });
  expect(output).toBe(Array.from({ length: 9000 }, (_, index) => String(index + 1)).join('\n'));
});

test('keys typed before the shell is up are not lost', async ({ page, visitShell }) => {
  const opened = Promise.withResolvers<void>();
  await page.route('**/shell', async (route) => {
    if (route.request().method() === 'POST') await opened.promise;
    await route.continue();
  });
  const shell = await visitShell({ pod: 'debian' });
  await expect.poll(() => shell.isFocused()).toBe(true);
  await page.keyboard.type('echo early $((20+1))\n');
  expect(await shell.state()).toBe('connecting');
  opened.resolve();
  await shell.waitForText('early 21');
});

test('Ctrl+C copies the selection, or interrupts without one', async ({ context, openShell, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const shell = await openShell({ pod: 'debian' });
  await shell.run('echo selectable');
  const screen = await shell.element.locator('.xterm-screen').boundingBox();
  if (screen === null) throw new Error('The terminal has no screen element');
  await page.mouse.dblclick(screen.x + 40, screen.y + 30);
  await shell.press('Control+C');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.length).toBeGreaterThan(0);
  expect(await shell.text()).toContain(copied.trim());
  await shell.type('sleep 100\n');
  await shell.waitForText(/sleep 100$/);
  await shell.press('Control+C');
  await shell.waitForText(/\^C/);
});

test('Ctrl+Shift+E leaves the terminal and is announced to screen readers', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await expect(shell.element.locator('textarea')).toHaveAccessibleDescription(/Ctrl\+Shift\+E to leave/);
  await shell.press('Control+Shift+E');
  expect(await shell.isFocused()).toBe(false);
  await expect(page.getByRole('link', { name: 'Back to pods' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'debian', exact: true })).toBeFocused();
});

test('programs that query the terminal get an answer', async ({ openShell }) => {
  const shell = await openShell({ pod: 'debian' });
  const ask =
    'stty raw -echo; printf \'\\033[6n\'; IFS= read -r -d R answer; stty sane; printf %s "$answer" | wc -c';
  const { output } = await shell.run(ask);
  expect(Number(output)).toBeGreaterThan(3);
});
