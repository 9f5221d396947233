import type { CDPSession, Page } from '@playwright/test';
import type { PodShell } from '#playwright';
import { expect, test } from '../support/fixtures.ts';
import { placeOf } from '../support/place-of.ts';

const SYSTEMS = {
  mac: { platform: 'MacIntel', agent: 'Macintosh; Intel Mac OS X 10_15_7' },
  windows: { platform: 'Win32', agent: 'Windows NT 10.0; Win64; x64' },
  linux: { platform: 'Linux x86_64', agent: 'X11; Linux x86_64' },
} as const;

/** Modifier bits of the DevTools protocol. */
const ALT = 1;
const CTRL = 2;
const META = 4;

/** Makes the page see a browser on another system, from the next load on. */
async function emulate(page: Page, system: keyof typeof SYSTEMS): Promise<CDPSession> {
  const { platform, agent } = SYSTEMS[system];
  const devtools = await page.context().newCDPSession(page);
  const userAgent = `Mozilla/5.0 (${agent}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36`;
  await devtools.send('Emulation.setUserAgentOverride', { userAgent, platform });
  return devtools;
}

interface Key {
  readonly key: string;
  readonly code: string;
  readonly keyCode: number;
  readonly modifiers: number;
  /** The text that the key types, if any. */
  readonly text?: string;
}

/** Presses a key as that system would report it. */
async function press(devtools: CDPSession, { keyCode, text, ...key }: Key): Promise<void> {
  const event = { ...key, windowsVirtualKeyCode: keyCode };
  await devtools.send('Input.dispatchKeyEvent', {
    ...event,
    ...(text === undefined ? { type: 'rawKeyDown' } : { type: 'keyDown', text }),
  });
  await devtools.send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' });
}

/** A program that prints the bytes of its input. */
async function showBytes(shell: PodShell): Promise<void> {
  await shell.type('echo up-$((1 + 1)); cat -v\n');
  await shell.waitForText(/^up-2$/m);
}

const BAR: Key = { key: '|', code: 'Digit7', keyCode: 55, modifiers: ALT, text: '|' };

test('on a Mac, Option types its special characters', async ({ openShell, page }) => {
  const devtools = await emulate(page, 'mac');
  const shell = await openShell({ pod: 'debian' });
  await showBytes(shell);
  await press(devtools, BAR);
  await shell.press('Enter');
  await shell.waitForText(/^\|\n\|$/m);
});

test('on a Mac, Option is Meta when the setting is on', async ({ openShell, page }) => {
  const devtools = await emulate(page, 'mac');
  const shell = await openShell({ pod: 'debian' });
  await page.getByRole('button', { name: 'Terminal actions' }).click();
  await page.getByRole('menuitem', { name: 'Terminal options' }).click();
  await page.getByRole('switch', { name: 'Option as Meta' }).click();
  await page.keyboard.press('Escape');
  await showBytes(shell);
  await press(devtools, BAR);
  await shell.press('Enter');
  await shell.waitForText(/^\^\[7$/m);
});

test('on a Mac, Cmd+A selects the whole terminal', async ({ openShell, page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const devtools = await emulate(page, 'mac');
  const shell = await openShell({ pod: 'debian' });
  await shell.run('echo selectable');
  await shell.focus();
  await press(devtools, { key: 'a', code: 'KeyA', keyCode: 65, modifiers: META });
  await page.getByRole('button', { name: 'Terminal actions' }).click();
  await page.getByRole('menuitem', { name: 'Copy', exact: true }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('\nselectable\n');
});

test('on Windows, AltGr types characters', async ({ openShell, page }) => {
  const devtools = await emulate(page, 'windows');
  const shell = await openShell({ pod: 'debian' });
  await showBytes(shell);
  await press(devtools, { key: '@', code: 'KeyQ', keyCode: 81, modifiers: ALT | CTRL, text: '@' });
  await shell.press('Enter');
  await shell.waitForText(/^@\n@$/m);
});

test('on Linux, the middle button pastes the selection', async ({ openShell, page }) => {
  await emulate(page, 'linux');
  const shell = await openShell({ pod: 'debian' });
  await shell.run('echo selectable');
  const at = await placeOf(shell, 'selectable');
  await page.mouse.dblclick(at.x, at.y);
  // The browser copies a field's selection to the system's primary selection.
  const selected = () =>
    shell.element
      .locator('textarea')
      .evaluate((field: HTMLTextAreaElement) =>
        field.value.slice(field.selectionStart, field.selectionEnd).trim(),
      );
  await expect.poll(selected).toBe('selectable');
});

for (const [system, key] of [
  ['mac', 'Alt'],
  ['linux', 'Shift'],
] as const) {
  test(`on ${system}, dragging with ${key} selects while a program tracks the mouse`, async ({
    openShell,
    page,
  }) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await emulate(page, system);
    const shell = await openShell({ pod: 'debian' });
    await shell.run("printf '\\033[?1002h\\033[?1006h'; echo selectable");
    const { x, y } = await placeOf(shell, 'selectable');
    await page.keyboard.down(key);
    await page.mouse.move(x - 12, y);
    await page.mouse.down();
    await page.mouse.move(x + 120, y, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up(key);
    await page.getByRole('button', { name: 'Terminal actions' }).click();
    await page.getByRole('menuitem', { name: 'Copy', exact: true }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('selectable');
  });
}
