import { PodShellError } from '#playwright';
import { expect, test } from '../support/fixtures.ts';

/** The error that a call throws. */
async function errorOf(call: Promise<unknown>): Promise<PodShellError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason) => reason,
  );
  if (error instanceof PodShellError) return error;
  throw new Error(`Expected a PodShellError, not ${error}`);
}

test('waiting for a missing text fails with the screen', async ({ podShell, server }) => {
  const shell = await podShell.open({ namespace: 'team-a', pod: 'multi' });
  await shell.run('seq 101 150');
  const { message, cause } = await errorOf(shell.waitForText(/never/i, { timeout: 300 }));
  const lines = message.split('\n');
  expect(lines.slice(0, 4)).toEqual([
    'waitForText(/never/i): not seen within 300 ms.',
    `Page: ${server.url}/shell/team-a/multi`,
    'Terminal: team-a/multi, container web',
    'State: ready',
  ]);
  expect(lines[4]).toMatch(/^Screen, the last 30 of \d+ lines:$/);
  expect(lines).toHaveLength(5 + 30);
  expect(lines).toContain('  | 150');
  expect(lines).not.toContain('  | 101');
  expect(cause).toBeInstanceOf(Error);
});

test('a command that does not end is reported', async ({ podShell }) => {
  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' });
  const { message } = await errorOf(shell.run('echo begun; sleep 1000', { timeout: 1_000 }));
  expect(message).toContain('run("echo begun; sleep 1000"): not done within 1000 ms.');
  expect(message).toContain('  | begun');
});

test('a command that ends its shell is reported at once', async ({ podShell }) => {
  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' });
  const { message } = await errorOf(shell.run('exit 3', { timeout: 60_000 }));
  expect(message).toContain('run("exit 3"): the shell has ended or failed.');
  expect(message).toContain('State: exited with code 3');
});

test('output larger than the scrollback is an error', async ({ podShell }) => {
  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' });
  const { message } = await errorOf(shell.run('seq 1 20000', { timeout: 30_000 }));
  expect(message).toContain('the output is longer than what the terminal keeps');
});

test('a shell that cannot be opened is reported at once, with its reason', async ({ podShell }) => {
  const { message } = await errorOf(
    podShell.open({ namespace: 'team-a', pod: 'distroless' }, { timeout: 50_000 }),
  );
  expect(message).toContain("waitForState('ready'): the shell has ended or failed.");
  expect(message).toContain('State: failed: shell-not-found');
});

test('a page without a terminal is reported', async ({ page, podShell }) => {
  await page.goto('/pods');
  const { message } = await errorOf(podShell.at().waitForText('x', { timeout: 200 }));
  expect(message).toContain('waitForText("x"): not seen within 200 ms.');
  expect(message).toContain('The page doesn’t have this terminal.');
});

test.describe('without a terminal', () => {
  test.use({ podShellOptions: { timeout: 200 } });
  test('keys are reported as not typed', async ({ page, podShell }) => {
    await page.goto('/pods');
    const shell = podShell.at();
    const calls = {
      'run("ls")': () => shell.run('ls'),
      'type("ls\\n")': () => shell.type('ls\n'),
      'press("Enter")': () => shell.press('Enter'),
      'paste("ls")': () => shell.paste('ls'),
      'focus()': () => shell.focus(),
    };
    for (const [call, make] of Object.entries(calls)) {
      const { message } = await errorOf(make());
      expect(message).toContain(`${call}: no terminal to type in within 200 ms.`);
    }
    expect(await shell.isFocused()).toBe(false);
  });
});

test.describe('without an address', () => {
  test.use({ podShellOptions: { url: undefined } });
  test('what to set is said', async ({ browser, podShell }) => {
    const page = await browser.newPage({ baseURL: undefined });
    const visit = podShell.visit({ namespace: 'team-a', pod: 'debian' }, { page });
    await expect(visit).rejects.toThrow("Podshell's address is missing. Set baseURL");
    await page.close();
  });
});

test('an unknown terminal id does not match another terminal', async ({ podShell }) => {
  await podShell.open({ namespace: 'team-a', pod: 'debian' });
  const other = podShell.at({ id: 'another' });
  expect(await other.state()).toBeUndefined();
  expect(await other.text()).toBe('');
  await expect(other.waitForState('ready', { timeout: 200 })).rejects.toThrow(/doesn’t have this terminal/);
});
