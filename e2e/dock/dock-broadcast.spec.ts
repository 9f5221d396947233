import { expectAccessible } from '../support/accessibility.ts';
import type { DockOnPage } from '../support/dock.ts';
import { expect, test } from '../support/dock-fixtures.ts';
import { INTERRUPTIBLE } from '../support/interruptible.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const TOGGLE = 'Control+Shift+B';

/** Two shells side by side; the second has the focus. */
async function twoShells(dock: DockOnPage) {
  const left = (await dock.open('debian')).shell;
  const right = (await dock.added(() => dock.button('Split right').click())).shell;
  return { left, right };
}

test('broadcast sends keys and Ctrl+C to every terminal of the tab until it is turned off', async ({
  page,
  dock,
}) => {
  const { left, right } = await twoShells(dock);
  await expect(dock.heard).toHaveCount(0);
  await right.focus();
  await page.keyboard.press(TOGGLE);
  await expect(dock.heard).toHaveCount(2);
  await expect(dock.region.getByText('Broadcasting to 2 terminals')).toHaveCount(2);
  await expect(dock.tab(/broadcasting input/)).toBeVisible();
  await page.keyboard.type(`${INTERRUPTIBLE.command}\n`);
  await left.waitForText(INTERRUPTIBLE.output);
  await right.waitForText(INTERRUPTIBLE.output);
  await left.focus();
  await page.keyboard.press('Control+c');
  await page.keyboard.type('echo status=$?\n');
  await left.waitForText('status=130');
  await right.waitForText('status=130');
  await page.keyboard.press(TOGGLE);
  await expect(dock.heard).toHaveCount(0);
  expect((await left.run('echo alone')).output).toBe('alone');
  expect(await right.text()).not.toContain('alone');
});

test("a terminal's answers to its program are not broadcast", async ({ page, dock }) => {
  const { left, right } = await twoShells(dock);
  // Queries status, attributes, position, size and background, and turns on pointer and focus reports.
  const questions = ['5n', 'c', '>c', '6n', '?1004h', '?1000h', '?1006h'];
  const sequences = questions.map((question) => `\\e[${question}`).join('');
  await left.run(`ask() { printf '${sequences}\\e]11;?\\a'; echo up-$((1 + 1)); }`);
  await right.run('ask() { :; }');
  await left.focus();
  await page.keyboard.press(TOGGLE);
  await expect(dock.heard).toHaveCount(2);
  await page.keyboard.type(`ask; read -rsd X got; printf 'heard<%q>\\n' "$got"\n`);
  await left.waitForText(/^up-2/m);
  await left.element.click({ position: { x: 90, y: 90 } });
  await page.mouse.wheel(0, 300);
  await right.focus();
  await left.focus();
  await page.keyboard.type('okX');
  await right.waitForText('heard<ok>');
  await left.waitForText(/heard<.*\[0n.*\[\?1;2c.*\[>0;\d+;0c.*R.*rgb:.*\[<0;.*\[<65;.*\[O.*\[I.*ok.*>/s);
});

test('a broadcast paste asks once and arrives in the form each program expects', async ({ page, dock }) => {
  const { left, right } = await twoShells(dock);
  // One of the two has no bracketed paste and runs each line immediately.
  await left.run("bind 'set enable-bracketed-paste off'");
  await right.focus();
  await page.keyboard.press(TOGGLE);
  await expect(dock.heard).toHaveCount(2);
  await page.evaluate((text) => navigator.clipboard.writeText(text), 'echo one""line\necho two""lines\n');
  await page.keyboard.press('Control+Shift+V');
  const question = page.getByRole('dialog', { name: 'Paste 2 lines?' });
  await expect(question).toHaveCount(1);
  await question.getByRole('button', { name: 'Paste', exact: true }).click();
  await left.waitForText(/oneline[\s\S]*twolines/);
  await expect(question).toHaveCount(0);
  expect(await right.text()).not.toContain('oneline');
  await page.keyboard.press('Enter');
  await right.waitForText(/oneline[\s\S]*twolines/);
});

test('broadcast can reach all tabs, ends with the second last terminal, and is off after a reload', async ({
  page,
  dock,
}) => {
  const first = (await dock.open('debian')).shell;
  await first.run('leaves=yes');
  const second = (await dock.open('multi')).shell;
  await dock.choose('Broadcast input to all terminals');
  await expect(dock.heard).toHaveCount(2);
  expect(await second.isFocused()).toBe(true);
  await page.keyboard.type('echo all=$((6*8))\n');
  await first.waitForText('all=48');
  await second.waitForText('all=48');
  await page.reload();
  await first.waitForState('ready');
  await second.waitForState('ready');
  await expect(dock.heard).toHaveCount(0);
  await second.focus();
  await page.keyboard.press(TOGGLE);
  await expect(dock.heard).toHaveCount(2);
  await page.keyboard.type('[ -n "$leaves" ] && exit 4\n');
  await first.waitForState('exited');
  await expect(dock.heard).toHaveCount(0);
  await expect(dock.region.getByText('Broadcasting stopped.')).toBeAttached();
  expect((await second.run('echo here')).output).toBe('here');
});

test('one click turns broadcast off', async ({ dock }) => {
  await twoShells(dock);
  await dock.choose('Broadcast input to this tab');
  await expect(dock.heard).toHaveCount(2);
  await dock.button('Stop broadcasting').click();
  await expect(dock.heard).toHaveCount(0);
});

test('a broadcasting dock has no accessibility violations', async ({ page, dock }) => {
  await twoShells(dock);
  await dock.choose('Broadcast input to this tab');
  await expect(dock.heard).toHaveCount(2);
  await expectAccessible(page);
});
