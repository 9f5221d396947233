import { expect, test } from '../support/dock-fixtures.ts';

test('a tab dragged into a split and a terminal dragged out of it keep their shells', async ({
  page,
  dock,
}) => {
  const left = await dock.open('debian');
  const right = await dock.open('multi');
  const session = await dock.sessionOf(right.id);
  await right.shell.run('moved=yes');
  await dock.tab(/^debian/).click();

  await dock.tab(/^multi/).dragTo(left.shell.element, { targetPosition: { x: 1200, y: 100 } });
  await expect(dock.tabs).toHaveCount(1);
  await expect.poll(() => right.shell.isFocused()).toBe(true);
  expect((await right.shell.run('echo $moved')).output).toBe('yes');
  const box = async (of: typeof left) => (await of.shell.element.boundingBox())?.x ?? 0;
  expect(await box(right)).toBeGreaterThan(await box(left));

  const header = dock.region.locator('[data-active] [draggable=true]').filter({ hasText: 'multi' });
  await header.dragTo(dock.tabs.first());
  await expect(dock.tabs).toHaveCount(2);
  // Nothing of the drag is left above the terminal.
  await right.shell.element.click();
  expect((await right.shell.run('echo $moved')).output).toBe('yes');
  expect(await dock.sessionOf(right.id)).toBe(session);

  // A terminal that is moved keeps its connection and its screen; after a reload the layout is the same.
  await dock.tab(/^multi/).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Move tab right' }).click();
  await page.reload();
  await expect(dock.tabs).toHaveText([/debian/, /multi/]);
  await right.shell.waitForState('ready');
  expect((await right.shell.run('echo $moved')).output).toBe('yes');
});

test('another pod is chosen for a split, and moved with the keyboard alone', async ({ page, dock }) => {
  await dock.open('debian');
  const { shell } = await dock.added(async () => {
    await dock.choose('Split with another pod…');
    await page.getByRole('combobox', { name: 'Search pods and namespaces' }).fill('team-b');
    await page.getByRole('option', { name: 'debian' }).waitFor();
    await page.keyboard.press('Enter');
  });
  expect((await shell.run('hostname')).exitCode).toBe(0);
  await page.keyboard.press('Control+Shift+E');
  await page.keyboard.press('d');
  await page.keyboard.press('t');
  await expect(dock.tabs).toHaveCount(2);
  await expect.poll(() => shell.isFocused()).toBe(true);

  await dock.tabs.first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Close other tabs' }).click();
  await expect(dock.tabs).toHaveCount(1);
  await dock.tabs.first().press('F2');
  await page.keyboard.type('mine');
  await page.keyboard.press('Enter');
  await expect(dock.tab('mine')).toBeFocused();
});
