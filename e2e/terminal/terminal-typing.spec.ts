import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';

/** An input method as Chromium reports it: text composed at the caret, then inserted. */
class InputMethod {
  readonly #page: Page;
  readonly #devtools: CDPSession;

  private constructor(page: Page, devtools: CDPSession) {
    this.#page = page;
    this.#devtools = devtools;
  }

  static async on(page: Page): Promise<InputMethod> {
    return new InputMethod(page, await page.context().newCDPSession(page));
  }

  /** Composes letter by letter, like a user, and then chooses. */
  async enter(typed: string, chosen: string): Promise<void> {
    for (let length = 1; length <= typed.length; length += 1) {
      await this.#key(typed[length - 1] ?? '');
      const text = typed.slice(0, length);
      await this.#devtools.send('Input.imeSetComposition', {
        text,
        selectionStart: length,
        selectionEnd: length,
      });
      await this.#turn();
    }
    await this.#devtools.send('Input.insertText', { text: chosen });
    await this.#turn();
  }

  async cancel(typed: string): Promise<void> {
    await this.#key(typed);
    const at = typed.length;
    await this.#devtools.send('Input.imeSetComposition', {
      text: typed,
      selectionStart: at,
      selectionEnd: at,
    });
    await this.#devtools.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
    await this.#turn();
  }

  /** xterm.js reads the composed text in the page's next task. A user's next key never comes before that. */
  #turn(): Promise<void> {
    return this.#page.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve)));
  }

  /** Browsers report a key that the input method consumed, without its name. */
  async #key(key: string): Promise<void> {
    const taken = { key: 'Process', code: `Key${key.toUpperCase()}`, windowsVirtualKeyCode: 229 };
    await this.#devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...taken });
  }
}

test('an input method types the chosen text once and in order', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  const method = await InputMethod.on(page);
  await shell.type('echo [');
  await method.enter('nihao', '你好');
  await method.enter('shijie', '世界');
  await page.keyboard.type(' ascii ');
  await method.enter('nihongo', '日本語');
  await method.cancel('x');
  await page.keyboard.type(']\n');
  await shell.waitForText(/^\[你好世界 ascii 日本語\]$/m);
});

test('Enter that ends a composition is not typed, but the next Enter is', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  const method = await InputMethod.on(page);
  await shell.type('echo ');
  await method.enter('zhong', '中');
  await page.keyboard.press('Enter');
  await shell.waitForText(/^中$/m);
});

test('dead keys and letters of other layouts arrive unchanged', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  const devtools = await page.context().newCDPSession(page);
  await shell.type('echo ');
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Dead', code: 'BracketLeft' });
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Dead', code: 'BracketLeft' });
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'ê', code: 'KeyE', text: 'ê' });
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'ê', code: 'KeyE' });
  await page.keyboard.insertText('ß');
  await page.keyboard.type('яé\n');
  await shell.waitForText(/^êßяé$/m);
});

test('fast typing loses and reorders no key, even during many resizes', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  const letters = Array.from({ length: 60 }, (_, index) => `w${index}`).join(' ');
  const typing = shell.type(`echo ${letters}\n`);
  for (let step = 0; step < 40; step += 1) {
    await page.setViewportSize({ width: 700 + ((step * 137) % 600), height: 400 + ((step * 91) % 400) });
  }
  await typing;
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect.poll(async () => (await shell.text()).replaceAll('\n', '')).toContain(`\n${letters}`.trim());
  const size = await shell.run('stty size');
  const shown = await shell.element.locator('.xterm-rows > div').evaluateAll((rows) => rows.length);
  await expect
    .poll(async () => (await shell.run('stty size')).output.split(' ')[0], { message: size.output })
    .toBe(String(shown));
});
