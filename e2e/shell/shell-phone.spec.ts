import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { expect, test } from '../support/fixtures.ts';

const WIDTH = 390;
const key = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test.describe('on a phone', () => {
  test.use({ viewport: { width: WIDTH, height: 780 }, hasTouch: true, isMobile: true });

  test('a key bar has the keys that the keyboard lacks, and the terminal keeps the focus', async ({
    openShell,
    page,
  }) => {
    const shell = await openShell({ pod: 'debian' });
    await shell.type('echo one-$((1+1))\n');
    await shell.waitForText('one-2');
    await key(page, 'Up arrow').tap();
    await shell.waitForText(/one-2\n.*echo one-\$\(\(1\+1\)\)$/);
    await key(page, 'Left arrow').tap();
    await key(page, 'Left arrow').tap();
    await page.keyboard.type('+5');
    expect(await shell.isFocused()).toBe(true);
    await page.keyboard.press('Enter');
    await shell.waitForText(/^one-7$/m);
  });

  test('Control applies to the next key only', async ({ openShell, page }) => {
    const shell = await openShell({ pod: 'debian' });
    await shell.type('sleep 600\n');
    const control = key(page, 'Ctrl for the next key');
    await control.tap();
    await expect(control).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.type('c');
    await expect(control).toHaveAttribute('aria-pressed', 'false');
    await shell.waitForText('^C');
    await shell.waitForPrompt();
    expect((await shell.run('echo c')).output).toBe('c');
  });

  test('Tab completes, and arrows follow the mode of a full-screen program', async ({ openShell, page }) => {
    const shell = await openShell({ pod: 'debian' });
    await shell.type('ls /etc/hostn');
    await key(page, 'Tab').tap();
    await shell.waitForText('ls /etc/hostname');
    await shell.press('Control+U');
    await shell.type("printf '\\033[?1hup-%d\\n' 2; cat -v\n");
    await shell.waitForText(/^up-2$/m);
    await key(page, 'Up arrow').tap();
    await shell.waitForText('^[OA');
  });

  test('characters and paging keys are in the part of the row that scrolls', async ({ openShell, page }) => {
    const shell = await openShell({ pod: 'debian' });
    await shell.type("printf 'up-%d\\n' 2; cat -v\n");
    await shell.waitForText(/^up-2$/m);
    await expect(key(page, 'PgDn, page down')).not.toBeInViewport();
    for (const name of [
      'Pipe',
      'Slash',
      'Tilde',
      'Hyphen',
      'Home',
      'End',
      'PgUp, page up',
      'PgDn, page down',
    ])
      await key(page, name).tap();
    await shell.waitForText('|/~-^[[H^[[F^[[5~^[[6~');
    expect(await shell.isFocused()).toBe(true);
  });

  test('a composed word is sent before a key of the bar', async ({ openShell, page }) => {
    const shell = await openShell({ pod: 'debian' });
    await shell.type("printf 'up-%d\\n' 2; cat -v\n");
    await shell.waitForText(/^up-2$/m);
    const devtools = await page.context().newCDPSession(page);
    const compose = async (text: string) => {
      const at = { selectionStart: text.length, selectionEnd: text.length };
      await devtools.send('Input.imeSetComposition', { text, ...at });
      await page.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve)));
    };
    await compose('e');
    await compose('et');
    await key(page, 'Tab').tap();
    expect(await shell.isFocused()).toBe(true);
    await compose('x');
    await devtools.send('Input.insertText', { text: 'x' });
    await page.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve)));
    await key(page, 'Esc').tap();
    await page.keyboard.press('Enter');
    // The kernel echoes a tab as spaces, and cat prints a tab.
    await shell.waitForText(/^et {6}x\^\[\net {6}x\^\[$/m);
  });

  test('a held key repeats until it is released', async ({ openShell, page }) => {
    const shell = await openShell({ pod: 'debian' });
    await shell.type("printf 'up-%d\\n' 2; cat -v\n");
    await shell.waitForText(/^up-2$/m);
    const box = await key(page, 'Left arrow').boundingBox();
    const finger = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 20 };
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [finger] });
    await shell.waitForText(/(\^\[\[D){4}/);
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    const held = (await shell.text()).split('^[[D').length;
    await key(page, 'Up arrow').tap();
    await shell.waitForText(/\^\[\[D\^\[\[A$/);
    // One more repeat may have been in flight when the finger was lifted.
    expect((await shell.text()).split('^[[D').length).toBeLessThanOrEqual(held + 1);
  });

  test('the key bar fits, has no accessibility violations, and closes with the shell', async ({
    openShell,
    page,
  }, info) => {
    const shell = await openShell({ pod: 'debian' });
    const keys = page.getByRole('group', { name: 'Terminal keys' });
    for (const one of await keys.getByRole('button').all()) {
      const box = await one.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(44);
      expect(box?.width).toBeGreaterThanOrEqual(44);
    }
    expect((await keys.boundingBox())?.width).toBeLessThanOrEqual(WIDTH);
    await expectAccessible(page);
    await info.attach('keys', { body: await page.screenshot(), contentType: 'image/png' });
    await shell.type('exit\n');
    await shell.waitForState('exited');
    await expect(keys).toHaveCount(0);
  });

  test('a finger scrolls through the scrollback', async ({ openShell, page }) => {
    const shell = await openShell({ pod: 'debian' });
    await shell.run('seq 1000 1300');
    const rows = shell.element.locator('.xterm-rows');
    await expect(rows).toContainText('1300');
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Input.synthesizeScrollGesture', {
      x: 200,
      y: 300,
      yDistance: 900,
      gestureSourceType: 'touch',
      speed: 3_000,
    });
    await expect(rows).not.toContainText('1300');
    // A full-screen program scrolls its own content.
    await shell.run('seq 2000 2300 > numbers; export LESSHISTFILE=-');
    await shell.type('less numbers || more numbers\n');
    await expect(rows).toContainText('2005');
    await devtools.send('Input.synthesizeScrollGesture', {
      x: 200,
      y: 500,
      yDistance: -400,
      gestureSourceType: 'touch',
      speed: 3_000,
    });
    await expect(rows).not.toContainText('2005');
  });
});

test('with a mouse, there is no key bar', async ({ openShell, page }) => {
  await openShell({ pod: 'debian' });
  await expect(page.getByRole('group', { name: 'Terminal keys' })).toBeHidden();
});

test('the prompt stays above the on-screen keyboard', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run('seq 1 100');
  const foot = async () => {
    const box = await shell.element.boundingBox();
    return (box?.y ?? 0) + (box?.height ?? 0);
  };
  expect(await foot()).toBe(800);
  // What a browser reports when its keyboard opens: the page keeps its size, but a smaller part is visible.
  await page.evaluate(() => {
    Object.defineProperty(window.visualViewport, 'height', { value: 430, configurable: true });
    window.visualViewport?.dispatchEvent(new Event('resize'));
  });
  await expect.poll(foot).toBe(430);
  await expect.poll(async () => Number((await shell.run('stty size')).output.split(' ')[0])).toBeLessThan(24);
  await page.evaluate(() => {
    Object.defineProperty(window.visualViewport, 'height', { value: 800, configurable: true });
    window.visualViewport?.dispatchEvent(new Event('resize'));
  });
  await expect.poll(foot).toBe(800);
});

test('a page zoomed with two fingers keeps its size', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  const before = await shell.element.boundingBox();
  await page.evaluate(() => {
    Object.defineProperty(window.visualViewport, 'height', { value: 400, configurable: true });
    Object.defineProperty(window.visualViewport, 'scale', { value: 2, configurable: true });
    window.visualViewport?.dispatchEvent(new Event('resize'));
  });
  await shell.run('echo drawn');
  expect(await shell.element.boundingBox()).toEqual(before);
});
