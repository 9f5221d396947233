import { expectAccessible } from '../support/accessibility.ts';
import { expect, test } from '../support/dock-fixtures.ts';
import { PodListPage } from '../support/pod-list.ts';

test('tabs can be shown, moved, renamed and entered with the keyboard alone', async ({ page, dock }) => {
  await dock.open('debian');
  await dock.open('multi');
  const { shell } = await dock.open('busybox');
  await shell.press('Control+Shift+E');
  await expect(dock.tab('busybox')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(dock.tab(/^multi/)).toBeFocused();
  await expect(dock.tab(/^multi/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(dock.tabs.first()).toHaveAccessibleName(/^multi/);
  await expect(dock.tabs.first()).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('two sides');
  await page.keyboard.press('Enter');
  await expect(dock.tab('two sides')).toBeFocused();
  // The end of a long name tells the pods of a Deployment apart.
  await page.keyboard.press('F2');
  await page.keyboard.type('payments-gateway-reconciliation-worker-7f9c6d5b8-x2k4q');
  await page.keyboard.press('Enter');
  await expect(dock.tab(/^payments/).getByText('-x2k4q', { exact: true })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  expect(await shell.isFocused()).toBe(true);
});

test('a tab can be dragged, and closed with its button', async ({ dock }) => {
  await dock.open('debian');
  await dock.open('multi');
  await dock.tab(/^multi/).dragTo(dock.tab('debian'));
  await expect(dock.tabs.first()).toHaveAccessibleName(/^multi/);
  await dock
    .tab(/^multi/)
    .locator('[data-close]')
    .click();
  await expect(dock.tabs).toHaveCount(1);
});

test('a terminal behind another tab is not visible', async ({ dock }) => {
  const { shell } = await dock.open('debian');
  // Long enough for a scrollbar.
  await shell.run('seq 300');
  await dock.open('multi');
  const shown = await shell.element
    .locator('*')
    .evaluateAll((all) =>
      all.filter((one) => getComputedStyle(one).visibility === 'visible').map(({ outerHTML }) => outerHTML),
    );
  expect(shown).toEqual([]);
});

test('output and exits in background tabs are marked', async ({ dock }) => {
  const first = await dock.open('debian');
  const second = await dock.open('multi');
  await dock.tab('debian').click();
  await first.shell.run('true');
  await expect(dock.tab(/new output/)).toHaveCount(0);
  await first.shell.type('sleep 1; echo late; sleep 1; exit 3\n');
  await dock.tab(/^multi/).click();
  await expect(dock.tab('debian team-a · admin, new output')).toBeVisible();
  await expect(dock.tab('debian team-a · admin, ended, new output')).toBeVisible();
  await dock.tab(/^debian/).click();
  await expect(dock.tab('debian team-a · admin, ended')).toBeVisible();
  expect(await second.shell.state()).toBe('ready');
});

test('the dock can be minimised, maximised and resized', async ({ page, dock }) => {
  const { shell } = await dock.open('debian');
  const lines = async () => Number((await shell.run('stty size')).output.split(' ')[0]);
  const before = await lines();
  const list = PodListPage.on(page);
  await dock.button('Maximize').click();
  await expect.poll(lines).toBeGreaterThan(before * 1.8);
  await expect(list.filter).toBeHidden();
  await dock.button('Restore').click();
  await expect.poll(lines).toBe(before);
  await expect(list.filter).toBeVisible();
  const edge = dock.region.getByRole('separator', { name: 'Panel height' });
  await edge.focus();
  await edge.press('ArrowUp');
  await edge.press('ArrowUp');
  await expect.poll(lines).toBeGreaterThan(before);
  await dock.button('Minimize').click();
  await expect(shell.element).toBeHidden();
  await expect(dock.tab('debian')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(shell.element).toBeVisible();
  expect(await shell.isFocused()).toBe(true);
});

test('a shell can be duplicated', async ({ dock }) => {
  await dock.open('debian');
  const another = await dock.added(() => dock.choose('Duplicate shell'));
  await expect(dock.tabs).toHaveCount(2);
  expect((await another.shell.run('echo here')).output).toBe('here');
});

test('on a phone the dock fills the window with one terminal', async ({ page, dock }) => {
  const first = await dock.open('debian');
  const second = await dock.added(() => dock.button('Split right').click());
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(second.shell.element).toBeVisible();
  await expect(first.shell.element).toBeHidden();
  expect((await dock.region.boundingBox())?.height).toBe(844);
  await dock.button('Terminal 2 of 2. Show next').click();
  await expect(first.shell.element).toBeVisible();
  await expect(second.shell.element).toBeHidden();
});

test('the dock is not loaded before it is used', async ({ page, dock }) => {
  const scripts: string[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.url());
  });
  expect(await page.evaluate(() => window.podshell)).toBeUndefined();
  await dock.open('debian');
  expect(scripts.length).toBeGreaterThan(0);
});

test('the dock has no accessibility violations', async ({ page, dock }) => {
  await dock.open('debian');
  await dock.added(() => dock.button('Split right').click());
  await dock.open('multi');
  await expectAccessible(page);
});
