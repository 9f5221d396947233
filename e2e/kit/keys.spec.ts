import { expect, test } from '../support/fixtures.ts';
import { INTERRUPTIBLE } from '../support/interruptible.ts';
import { liveSessions } from '../support/live-sessions.ts';

test('type, waitForText and text', async ({ podShell }) => {
  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' });
  await shell.type('echo "sum: $((20+22))"\n');
  await shell.waitForText('sum: 42');
  await shell.waitForText(/^SUM: \d+$/im);
  expect(await shell.text()).toMatch(/sum: 42\n/);
});

test('press', async ({ podShell }) => {
  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' });
  await shell.type(`${INTERRUPTIBLE.command}\n`);
  await shell.waitForText(INTERRUPTIBLE.output);
  await shell.press('Control+C');
  await shell.waitForText(/\^C[\s\S]*[$#]$/);
  expect((await shell.run('echo awake')).output).toBe('awake');
});

test('paste', async ({ podShell }) => {
  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' });
  await shell.type('echo rea""dy; cat > pasted\n');
  await shell.waitForText('ready');
  await shell.paste('first line\nsecond 日本語\n');
  await shell.press('Control+D');
  expect((await shell.run('cat pasted')).output).toBe('first line\nsecond 日本語');
});

test('focus and isFocused', async ({ page, podShell }) => {
  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' });
  await shell.press('Control+Shift+E');
  expect(await shell.isFocused()).toBe(false);
  await shell.focus();
  expect(await shell.isFocused()).toBe(true);
  await page.keyboard.type('echo fo""cused\n');
  await shell.waitForText('focused');
});

test('resize', async ({ podShell }) => {
  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' });
  const columns = async () => Number((await shell.run('stty size')).output.split(' ')[1]);
  const wide = await columns();
  await shell.resize({ width: 640, height: 480 });
  const narrow = await columns();
  expect(narrow).toBeGreaterThan(20);
  expect(narrow).toBeLessThan(wide * 0.6);
});

test('waitForState and exitCode', async ({ podShell }) => {
  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' });
  await shell.type('exit 7\n');
  await shell.waitForState('exited');
  expect(await shell.exitCode()).toBe(7);
});

test('close ends the running program', async ({ podShell, request }) => {
  const sessions = () => liveSessions(request);
  const others = new Set(await sessions());
  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' });
  await shell.type('echo as""leep; sleep 1000\n');
  await shell.waitForText('asleep');
  const own = (await sessions()).filter((id) => !others.has(id));
  expect(own).toHaveLength(1);
  await shell.close();
  expect(await shell.state()).toBe('exited');
  await expect.poll(sessions).not.toContain(own[0]);
  await shell.close();
});

for (const mode of ['no-websockets', 'good'] as const) {
  test(`works over a connection in mode "${mode}"`, async ({ line, podShell }) => {
    line.set(mode);
    const shell = await podShell.open(
      { namespace: 'team-a', pod: 'debian' },
      { url: line.url, timeout: 30_000 },
    );
    expect(await shell.run('echo over; (exit 9)')).toEqual({ output: 'over', exitCode: 9 });
    await shell.close();
  });
}
