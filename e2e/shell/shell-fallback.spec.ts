import { createHash } from 'node:crypto';
import { expect, test } from '../support/fixtures.ts';

test.describe('with WebSockets blocked', () => {
  test.beforeEach(({ line }) => line.set('no-websockets'));

  test('a shell works, and the page says that it is slower', async ({ line, openShell, page }) => {
    const shell = await openShell({ pod: 'debian' }, { url: line.url, timeout: 30_000 });
    expect(await shell.run('echo 日本語')).toEqual({ output: '日本語', exitCode: 0 });
    await expect(page.getByRole('button', { name: 'Slow connection' })).toBeVisible();
    const before = (await shell.run('stty size')).output;
    await page.setViewportSize({ width: 800, height: 500 });
    await expect.poll(async () => (await shell.run('stty size')).output).not.toBe(before);
    await shell.type('exit 4\n');
    await shell.waitForState('exited');
    expect(await shell.exitCode()).toBe(4);
  });

  test('a paste of a megabyte arrives complete', async ({ line, openShell }) => {
    test.setTimeout(120_000);
    const shell = await openShell({ pod: 'debian' }, { url: line.url, timeout: 30_000 });
    const text = `${'0123456789abcdef '.repeat(60)}\n`.repeat(1030);
    await shell.type("stty -echo; printf 'go\\n'; cat > pasted; stty echo; sha256sum < pasted\n");
    await shell.waitForText(/\ngo/);
    await shell.paste(text);
    await shell.press('Control+D');
    const digest = createHash('sha256').update(text).digest('hex');
    await shell.waitForText(digest, { timeout: 90_000 });
  });

  test('Ctrl+C stops a flood of output', async ({ line, openShell }) => {
    const shell = await openShell({ pod: 'debian' }, { url: line.url, timeout: 30_000 });
    await shell.type('yes flooding\n');
    await shell.waitForText(/flooding\n(.*\n)*flooding/);
    await shell.press('Control+C');
    await shell.waitForText(/\^C[\s\S]*[$#] ?$/, { timeout: 20_000 });
    expect((await shell.run('echo still here')).output).toBe('still here');
  });
});
