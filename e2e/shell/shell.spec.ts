import { expect, test } from '../support/fixtures.ts';

test('a shell opens and runs commands', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  expect(await shell.run('echo $((6*7))')).toEqual({ output: '42', exitCode: 0 });
  expect(await shell.run('ls /nowhere 2>/dev/null')).toMatchObject({ exitCode: 2 });
  await expect(page).toHaveTitle(/^debian · .+/);
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
});

test('keys go to the shell without a click', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await page.keyboard.type('echo "typed $((1+1))"\n');
  await shell.waitForText('typed 2');
});

test('window.podshell describes the terminal', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'multi' });
  const [handle, ...others] = await page.evaluate(() =>
    (window.podshell?.terminals() ?? []).map((terminal) => ({ ...terminal, text: terminal.text() })),
  );
  expect(others).toEqual([]);
  expect(handle).toMatchObject({
    namespace: 'team-a',
    pod: 'multi',
    container: 'web',
    state: 'ready',
    exitCode: null,
  });
  await expect(shell.element).toHaveAttribute('data-podshell-terminal', handle?.id ?? '');
  await expect(shell.element).toHaveAttribute('data-state', 'ready');
});

test('the address selects the container', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'multi', container: 'sidecar' });
  await expect(page).toHaveTitle(/^multi · sidecar · team-a · \S+$/);
  expect((await shell.run('echo $0')).output).toMatch(/^-?(\/bin\/)?sh$/);
});

test('a pod name is resolved in its namespace', async ({ openShell }) => {
  const shell = await openShell({ namespace: 'team-b', pod: 'debian' });
  expect((await shell.run('true')).exitCode).toBe(0);
});

test('the window size reaches the shell', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  const before = (await shell.run('stty size')).output;
  await page.setViewportSize({ width: 800, height: 500 });
  await expect.poll(async () => (await shell.run('stty size')).output).not.toBe(before);
  const [rows = 0, cols = 0] = (await shell.run('stty size')).output.split(' ').map(Number);
  const [oldRows = 0, oldCols = 0] = before.split(' ').map(Number);
  expect(rows).toBeLessThan(oldRows);
  expect(cols).toBeLessThan(oldCols);
  expect((await shell.run('tput cols')).output).toBe(String(cols));
});

test('the first output already has the window size', async ({ openShell, page }) => {
  await page.setViewportSize({ width: 1000, height: 600 });
  const shell = await openShell({ pod: 'debian' });
  const { output } = await shell.run('stty size');
  expect(output).not.toBe('24 80');
  expect(output).toMatch(/^\d+ \d+$/);
});

test('Unicode text passes unchanged in both directions', async ({ openShell }) => {
  const shell = await openShell({ pod: 'debian' });
  const text = '日本語 🙂 é';
  expect((await shell.run(`echo '${text}'`)).output).toBe(text);
  // Reading it back from a file proves that the input arrived as bytes, not only as an echo.
  await shell.run(`printf %s '${text}' > world.txt`);
  expect((await shell.run('wc -c < world.txt')).output.trim()).toBe(String(Buffer.byteLength(text)));
});

test('the exit code is shown, and a new shell opens in the same place', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.type('exit 3\n');
  await shell.waitForState('exited');
  expect(await shell.exitCode()).toBe(3);
  await expect(shell.element).toHaveAttribute('data-state', 'exited');
  await expect(page.getByText('Exit code 3', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'New shell' }).click();
  await shell.waitForState('ready');
  expect(await shell.exitCode()).toBeNull();
  expect(await shell.run('echo again')).toEqual({ output: 'again', exitCode: 0 });
  expect(await shell.isFocused()).toBe(true);
});

test('a busybox pod gets sh', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'busybox' });
  expect((await shell.run('echo ok')).output).toBe('ok');
  await expect(page.getByText('sh', { exact: true })).toBeVisible();
});

test('ending the shell ends its programs', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  const marker = `86${Math.floor(Math.random() * 10_000)}`;
  await shell.type(`sleep ${marker}\n`);
  await shell.waitForText(`sleep ${marker}`);
  await page.getByRole('button', { name: 'End' }).click();
  await shell.waitForState('exited');
  await page.getByRole('button', { name: 'New shell' }).click();
  await shell.waitForState('ready');
  const alive = async () => (await shell.run(`ps ax | grep -c '[s]leep ${marker}'`)).output.trim();
  await expect.poll(alive).toBe('0');
});

test('an address without a valid name says so', async ({ page }) => {
  const response = await page.goto('/shell/team_a/debian');
  expect(response?.ok()).toBe(true);
  await expect(page.getByText('“team_a” is not a valid namespace name.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Back to pods' })).toBeVisible();
});

test('a command in the address is ignored', async ({ visitShell, page }) => {
  await page.goto('/shell/team-a/debian?command=touch%20/tmp/owned&shell=/bin/false');
  const shell = await visitShell({ pod: 'debian' });
  await shell.waitForState('ready');
  expect((await shell.run('test -e /tmp/owned')).exitCode).toBe(1);
});
