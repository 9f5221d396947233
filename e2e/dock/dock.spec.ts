import { expect, test } from '../support/dock-fixtures.ts';
import { liveSessions } from '../support/live-sessions.ts';
import { PodListPage } from '../support/pod-list.ts';

test('two shells and their text survive navigation', async ({ page, dock }) => {
  const debian = await dock.open('debian');
  await debian.shell.run('place=first; echo one""one');
  const multi = await dock.open('multi');
  await multi.shell.run('place=second; echo two""two');
  await expect(page).toHaveURL(/\/pods\?namespace=team-a$/);
  await page
    .locator('tr[data-pod="team-a/busybox"]')
    .getByRole('link', { name: 'busybox', exact: true })
    .click();
  await expect(page).toHaveURL(/\/pods\/team-a\/busybox$/);
  await expect(dock.tabs).toHaveCount(2);
  expect((await multi.shell.run('echo $place')).output).toBe('second');
  await page.goBack();
  await expect(page).toHaveURL(/\/pods\?namespace=team-a$/);
  await dock.tab(/^debian/).click();
  expect((await debian.shell.run('echo $place')).output).toBe('first');
  expect(await debian.shell.text()).toContain('oneone');
  expect(await multi.shell.text()).toContain('twotwo');
});

test('a split has its own shell, and both sizes follow the divider', async ({ dock }) => {
  const left = await dock.open('debian');
  const columns = async () => Number((await left.shell.run('stty size')).output.split(' ')[1]);
  const whole = await columns();
  const right = await dock.added(() => dock.button('Split right').click());
  await right.shell.run('place=right');
  await expect.poll(columns).toBeLessThan(whole * 0.6);
  const half = await columns();
  const border = dock.region.getByRole('separator', { name: 'Divider between panes' });
  await border.focus();
  await border.press('ArrowLeft');
  await border.press('ArrowLeft');
  await expect.poll(columns).toBeLessThan(half);
  const box = await border.boundingBox();
  if (box === null) throw new Error('The divider is not visible.');
  await dock.page.mouse.move(box.x + box.width / 2, box.y + 60);
  await dock.page.mouse.down();
  await dock.page.mouse.move(box.x + 300, box.y + 60, { steps: 3 });
  await dock.page.mouse.up();
  await expect.poll(columns).toBeGreaterThan(half);
  await border.dblclick();
  await expect.poll(columns).toBe(half);
  const below = await dock.added(async () => {
    await right.shell.focus();
    await dock.choose('Split down');
  });
  expect((await below.shell.run('echo "$place"')).output).toBe('');
  await dock
    .button(/^Close debian/)
    .nth(0)
    .click();
  await expect.poll(() => dock.ids()).toEqual([right.id, below.id]);
  expect((await right.shell.run('echo $place')).output).toBe('right');
});

test('a reload keeps tabs, names, splits and shells, and does not take the focus', async ({ page, dock }) => {
  const debian = await dock.open('debian');
  await debian.shell.run('place=first');
  const beside = await dock.added(() => dock.button('Split right').click());
  await beside.shell.run('place=beside');
  const multi = await dock.open('multi');
  await multi.shell.run('place=second');
  await dock.choose('Rename');
  await page.keyboard.type('deploy');
  await page.keyboard.press('Enter');
  await page.reload();
  await expect(dock.tab('deploy')).toHaveAttribute('aria-selected', 'true');
  await multi.shell.waitForState('ready');
  await debian.shell.waitForState('ready');
  await beside.shell.waitForState('ready');
  await expect(page.locator('body')).toBeFocused();
  expect((await multi.shell.run('echo $place')).output).toBe('second');
  await dock.tab(/^debian/).click();
  expect((await beside.shell.run('echo $place')).output).toBe('beside');
  expect((await debian.shell.run('echo $place')).output).toBe('first');
});

test('a terminal moves to a new window with its shell', async ({
  page,
  context,
  dock,
  podShell,
  request,
}) => {
  const { id, shell } = await dock.open('debian');
  await dock.open('multi');
  await dock.tab(/^debian/).click();
  await shell.run('place=docked; echo moved""here');
  const sessionId = await dock.sessionOf(id);
  const opening = context.waitForEvent('page');
  await dock.choose('Open in new window');
  const own = await opening;
  const moved = podShell.at({ page: own });
  await moved.waitForState('ready');
  await moved.waitForText('movedhere');
  expect((await moved.run('echo $place')).output).toBe('docked');
  await expect(own).toHaveURL(/\/shell\/team-a\/debian\?container=debian&context=/);
  await expect(dock.tabs).toHaveCount(1);
  expect(await liveSessions(request)).toContain(sessionId);
  // The window has a copy of the page's storage, but the other terminals stay in the page.
  await own.getByRole('link', { name: 'Back to pods' }).click();
  await expect(own).toHaveURL(/\/pods/);
  await PodListPage.on(own).expectLive();
  await expect(own.getByRole('tab')).toHaveCount(0);
  await page.bringToFront();
  await expect(dock.tabs).toHaveCount(1);
});

test('closing a terminal ends its idle shell', async ({ dock, request }) => {
  const first = await dock.open('debian');
  const second = await dock.open('debian');
  const one = await dock.sessionOf(first.id);
  const two = await dock.sessionOf(second.id);
  expect(await liveSessions(request)).toEqual(expect.arrayContaining([one, two]));
  await second.shell.press('Control+Shift+E');
  await expect(dock.tabs.nth(1)).toBeFocused();
  await dock.page.keyboard.press('Delete');
  await expect(dock.tabs).toHaveCount(1);
  await expect.poll(() => liveSessions(request)).not.toContain(two);
  expect(await liveSessions(request)).toContain(one);
  await expect(dock.tabs.first()).toBeFocused();
  await dock.choose('Close terminal');
  await expect(dock.region).toHaveCount(0);
  await expect.poll(() => liveSessions(request)).not.toContain(one);
  await dock.page.reload();
  await PodListPage.on(dock.page).expectLive();
  await expect(dock.region).toHaveCount(0);
});

test('Ctrl+click opens the shell on its own page', async ({ context, dock, podShell }) => {
  const opening = context.waitForEvent('page');
  await dock.page
    .locator('tr[data-pod="team-a/debian"]')
    .getByRole('link', { name: /^Shell in/ })
    .click({ modifiers: ['Control'] });
  const own = await opening;
  await podShell.at({ page: own }).waitForState('ready');
  await expect(own).toHaveURL(/\/shell\/team-a\/debian/);
  await expect(dock.region).toHaveCount(0);
});
