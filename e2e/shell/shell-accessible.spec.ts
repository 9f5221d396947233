import { expectAccessible } from '../support/accessibility.ts';
import { expect, test } from '../support/fixtures.ts';

test('an open shell has no accessibility violations', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run("printf '\\033[31mred \\033[90mgrey \\033[0mplain\\n'");
  await expectAccessible(page);
});

test('an ended shell has no accessibility violations', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.type('exit 3\n');
  await shell.waitForState('exited');
  await expect(page.getByRole('button', { name: 'New shell' })).toBeVisible();
  await expectAccessible(page);
});

test('a failed shell has no accessibility violations', async ({ page, visitShell }) => {
  const shell = await visitShell({ pod: 'distroless' });
  await shell.waitForState('failed');
  await expectAccessible(page);
});

test('the options have no accessibility violations and list the keys', async ({ openShell, page }) => {
  await openShell({ pod: 'debian' });
  await page.getByRole('button', { name: 'Terminal actions' }).click();
  await page.getByRole('menuitem', { name: 'Terminal options' }).click();
  await expect(page.getByText('Ctrl+Shift+E', { exact: true })).toBeVisible();
  await expectAccessible(page);
});

test('screen reader mode offers the output as text and is kept', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await page.getByRole('button', { name: 'Terminal actions' }).click();
  await page.getByRole('menuitem', { name: 'Terminal options' }).click();
  await page.getByRole('switch', { name: 'Screen reader mode' }).click();
  await page.keyboard.press('Escape');
  await shell.run('echo heard');
  await expect(page.locator('.xterm-accessibility')).toContainText('heard');
  await page.reload();
  await shell.waitForState('ready');
  await shell.run('echo again');
  await expect(page.locator('.xterm-accessibility')).toContainText('again');
});

test('state changes are announced', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  const status = page.getByRole('status').first();
  await expect(status).toHaveText(/^Shell in container .+ is ready\.$/);
  await shell.type('exit 7\n');
  await expect(status).toHaveText(/^The shell ended with exit code 7\./);
});

test('a shell can be reopened with the keyboard alone', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.type('exit\n');
  await shell.waitForState('exited');
  expect(await shell.isFocused()).toBe(true);
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'New shell' })).toBeFocused();
  await page.keyboard.press('Enter');
  await shell.waitForState('ready');
});
