import { createHash } from 'node:crypto';
import { expect, test } from '../support/fixtures.ts';

/** All lines differ, so that a missing or a repeated line is found. */
const PASTE = Array.from({ length: 60_000 }, (_, line) => `line ${line}`).join('\n');

for (const mode of ['good', 'no-websockets'] as const) {
  const over = mode === 'good' ? 'a WebSocket' : 'HTTP';

  test(`a paste over ${over} arrives complete although the connection drops repeatedly`, async ({
    line,
    openShell,
  }) => {
    test.setTimeout(120_000);
    line.set(mode);
    const shell = await openShell({ pod: 'debian' }, { url: line.url, timeout: 30_000 });
    await shell.type("stty -echo; printf 'go\\n'; cat > pasted; stty echo; sha256sum < pasted\n");
    await shell.waitForText(/\ngo/);
    line.cutAfter(70_000, 150_000, 200_000);
    await shell.paste(`${PASTE}\n`);
    await shell.press('Control+D');
    const digest = createHash('sha256').update(`${PASTE}\n`).digest('hex');
    await shell.waitForText(digest, { timeout: 90_000 });
    expect(line.cutsLeft).toBe(0);
  });
}

test('keys typed while the connection drops arrive once', async ({ line, openShell, page }) => {
  const shell = await openShell({ pod: 'debian' }, { url: line.url });
  await shell.focus();
  line.cutAfter(500);
  const keys = Array.from({ length: 40 }, (_, key) => String(key).padStart(2, '0')).join(' ');
  await page.keyboard.type(`echo ${keys} $((40 + 2))\n`);
  await shell.waitForText(`${keys} 42`);
  expect(line.cutsLeft).toBe(0);
});
