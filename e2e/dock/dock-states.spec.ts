import { expect, test } from '../support/dock-fixtures.ts';

test('a bell in a hidden terminal marks its tab', async ({ dock }) => {
  const first = await dock.open('debian');
  await first.shell.type('sleep 1; printf "\\a"\n');
  await dock.open('multi');
  await expect(dock.tab(/^debian team-a · admin, bell/)).toBeVisible();
  await dock.tab(/^debian/).click();
  await expect(dock.tab(/^debian team-a · admin$/)).toBeVisible();
});

test('showing an ended terminal clears the marks of its tab', async ({ dock }) => {
  await dock.open('debian');
  const { shell } = await dock.open('multi');
  await shell.type('sleep 1; printf "\\a"; exit 3\n');
  await dock.tab(/^debian/).click();
  await expect(dock.tab('multi · web team-a · admin, ended, bell, new output')).toBeVisible();
  await dock.tab(/^multi/).click();
  await expect(dock.tab(/^multi · web team-a · admin, ended$/)).toBeVisible();
  await expect.poll(() => shell.isFocused()).toBe(true);
});

test('with reduced motion, a tab still focuses its terminal', async ({ page, dock }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const { shell } = await dock.open('debian');
  await dock.open('multi');
  await dock.tab('debian').click();
  await expect.poll(() => shell.isFocused()).toBe(true);
});

test('the terminal buttons act on the active terminal', async ({ page, dock }) => {
  const first = await dock.open('debian');
  await first.shell.run('echo left""side');
  const second = await dock.added(() => dock.button('Split right').click());
  await second.shell.run('echo right""side');
  await dock.button('Search output').click();
  const search = second.shell.element.getByRole('search');
  await expect(search.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('rightside');
  await expect(search).toContainText('1 of 1');
  await page.keyboard.press('Escape');
  await dock.choose('Clear');
  await expect.poll(() => second.shell.text()).not.toContain('rightside');
  expect(await first.shell.text()).toContain('leftside');
  const saving = page.waitForEvent('download');
  await first.shell.focus();
  await dock.choose('Save output');
  expect((await saving).suggestedFilename()).toMatch(/^debian/);
  await dock.button('Connected').click();
  await expect(page.getByRole('dialog', { name: 'Connection' })).toContainText('websocket');
  await page.keyboard.press('Escape');
  await dock.choose('Terminal options');
  await expect(page.getByRole('dialog', { name: 'Terminal options' })).toBeVisible();
});

test('the exit is shown below the output, and a new shell starts in its place', async ({ dock }) => {
  const { shell } = await dock.open('debian');
  await shell.type('exit 3\n');
  await shell.waitForState('exited');
  await expect(dock.region.getByText('The shell ended with exit code 3.').last()).toBeVisible();
  await dock.button('New shell').click();
  await shell.waitForState('ready');
  expect((await shell.run('echo again')).output).toBe('again');
});

test('two terminals that cannot connect each show their own failure', async ({ page, dock }) => {
  await dock.open('debian');
  await page.route('**/api/pods/team-a/debian/shell*', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      json: { status: 409, title: 'Conflict', detail: 'It does not run.', code: 'container-not-running' },
    }),
  );
  await dock.button('Split right').click();
  await dock.choose('Split down');
  const panels = dock.region.locator('section[aria-labelledby]').filter({ has: page.locator('h2') });
  await expect(panels).toHaveCount(2);
  const ids = await panels.evaluateAll((all) => all.map((one) => one.getAttribute('aria-labelledby')));
  expect(new Set(ids).size).toBe(2);
});

test('in a low window, as at 200 % zoom, the open dock takes all of it', async ({ page, dock }) => {
  await dock.open('debian');
  // 1440 × 900 pixels: below the page's own bars, no row of the list would be left.
  await page.setViewportSize({ width: 720, height: 450 });
  await expect.poll(() => dock.region.boundingBox()).toEqual({ x: 0, y: 0, width: 720, height: 450 });
  await dock.button('Minimize').click();
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
  await expect(dock.button('Restore')).toBeInViewport();
});
