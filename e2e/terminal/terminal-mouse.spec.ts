import type { PodShell } from '#playwright';
import { expect, test } from '../support/fixtures.ts';

/** Reads two mouse reports in the X10 encoding, 6 bytes each, and prints them. */
const SHOW_REPORTS =
  "stty raw -echo; printf '\\033[?1000hgo'; head -c 12 | od -An -tx1; stty sane; printf '\\033[?1000l\\r\\n'";

/** Clicks a cell. Column and row start at 1. */
async function clickCell(shell: PodShell, column: number, row: number): Promise<void> {
  const screen = await shell.element.locator('.xterm-screen').boundingBox();
  const { output } = await shell.run('stty size');
  const [rows = 0, columns = 0] = output.split(' ').map(Number);
  if (screen === null || columns < column) throw new Error(`The terminal has no column ${column}`);
  await shell.type(`${SHOW_REPORTS}\n`);
  await shell.waitForText(/\ngo$/);
  const x = screen.x + (screen.width / columns) * (column - 0.5);
  await shell.page.mouse.click(x, screen.y + (screen.height / rows) * (row - 0.5));
}

test('a click is reported in the X10 encoding', async ({ openShell }) => {
  const shell = await openShell({ pod: 'debian' });
  await clickCell(shell, 10, 5);
  await shell.waitForText(/ 1b 5b 4d 20 2a 25 1b 5b 4d 23 2a 25/);
});

test('a column beyond 95 is reported as one byte above 0x7f', async ({ openShell, page }) => {
  await page.setViewportSize({ width: 1600, height: 800 });
  const shell = await openShell({ pod: 'debian' });
  await clickCell(shell, 150, 5);
  await shell.waitForText(/ 1b 5b 4d 20 b6 25 1b 5b 4d 23 b6 25/);
  expect((await shell.run('echo alive')).output).toBe('alive');
});
