import { expect, test } from '../support/fixtures.ts';
import { INTERRUPTIBLE } from '../support/interruptible.ts';
import { placeOf } from '../support/place-of.ts';

/** Presses a key of a Russian keyboard, with modifiers in the DevTools protocol's bits. */
const CTRL = 2;
const SHIFT = 8;

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('on a Russian keyboard, shortcuts of terminal, dock and palette keep their places', async ({
  openShell,
  page,
}) => {
  const devtools = await page.context().newCDPSession(page);
  const press = async (key: string, code: string, modifiers: number) => {
    const event = { key, code, modifiers, windowsVirtualKeyCode: code.charCodeAt(3) };
    await devtools.send('Input.dispatchKeyEvent', { ...event, type: 'rawKeyDown' });
    await devtools.send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' });
  };
  const shell = await openShell({ pod: 'debian' });
  await shell.run('echo selectable');
  const at = await placeOf(shell, 'selectable');
  await page.mouse.dblclick(at.x, at.y);
  await press('с', 'KeyC', CTRL);
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('selectable');
  expect(await shell.text()).not.toContain('^C');
  // Without a selection, Ctrl+C interrupts.
  await shell.type(`${INTERRUPTIBLE.command}\n`);
  await shell.waitForText(INTERRUPTIBLE.output);
  await press('с', 'KeyC', CTRL);
  await shell.waitForText(/\^C\n.*[$#] ?$/);

  await press('А', 'KeyF', CTRL | SHIFT);
  await expect(page.getByRole('search')).toBeVisible();
  await page.keyboard.press('Escape');
  await press('У', 'KeyE', CTRL | SHIFT);
  await expect.poll(() => shell.isFocused()).toBe(false);
  await press('л', 'KeyK', CTRL);
  await expect(page.getByRole('dialog')).toBeVisible();
});
