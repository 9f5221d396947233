import { expectAccessible, NOT_FOR_MENUS } from '../support/accessibility.ts';
import { DockOnPage } from '../support/dock.ts';
import { expect, test } from '../support/fixtures.ts';
import { PodListPage } from '../support/pod-list.ts';

test('a shell that is connecting has no accessibility violations', async ({ page, visitShell }) => {
  await page.route('**/api/pods/*/*/shell', () => {});
  await visitShell({ pod: 'debian' });
  await expect(page.getByText('Opening a shell…')).toBeVisible();
  await expectAccessible(page, NOT_FOR_MENUS);
});

test('a shell with a lost connection has no accessibility violations', async ({ line, openShell, page }) => {
  const shell = await openShell({ pod: 'debian' }, { url: line.url });
  line.set('down');
  await shell.waitForState('reconnecting');
  await expect(page.getByRole('button', { name: 'Reconnect now' })).toBeVisible();
  await expectAccessible(page, NOT_FOR_MENUS);
});

test('a shell whose pod was deleted has no accessibility violations', async ({
  cluster,
  openShell,
  page,
}) => {
  const pod = await cluster.createPod();
  const shell = await openShell({ pod });
  await cluster.deletePod(pod);
  await shell.waitForState('failed');
  await expect(page.getByRole('heading', { level: 2 })).toBeVisible();
  await expectAccessible(page, NOT_FOR_MENUS);
});

test('the terminal menu has no accessibility violations', async ({ openShell, page }) => {
  await openShell({ pod: 'debian' });
  await page.getByRole('button', { name: 'Terminal actions' }).click();
  await expect(page.getByRole('menuitem').first()).toBeVisible();
  await expectAccessible(page, NOT_FOR_MENUS);
});

test('the choice of another shell has no accessibility violations', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.type('sleep 1000\n');
  await page.getByRole('button', { name: 'Terminal actions' }).click();
  await page.getByRole('menuitem', { name: 'Open another shell' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
  await expectAccessible(page, NOT_FOR_MENUS);
});

test('a dock with terminals in every state has no accessibility violations', async ({ page, podShell }) => {
  await PodListPage.open(page, '?namespace=team-a');
  const dock = new DockOnPage(page, podShell);
  const { shell } = await dock.open('debian');
  await dock.added(() => dock.button(/^Split .*right/i).click());
  await shell.type('exit 3\n');
  await shell.waitForState('exited');
  await page
    .locator('tr[data-pod="team-a/distroless"]')
    .getByRole('link', { name: /^Shell in/ })
    .click();
  await expect(page.getByRole('heading', { name: /shell/i, level: 2 })).toBeVisible();
  await expectAccessible(page, NOT_FOR_MENUS);
  await dock.tab(/debian/).click();
  await expect(page.getByRole('button', { name: 'New shell' })).toBeVisible();
  await expectAccessible(page, NOT_FOR_MENUS);
});

test('Tab reaches every control, and each shows its focus', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.press('Control+Shift+E');
  const controls = await page.locator('a[href]:visible, button:visible, select:visible').count();
  const reached = new Set<string>();
  for (let presses = 0; presses < controls; presses += 1) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
      return { name, isVisible: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 };
    });
    expect(focused.isVisible, focused.name).toBe(true);
    reached.add(focused.name);
    await page.keyboard.press('Tab');
  }
  expect(reached.size).toBe(controls);
  // The last Tab leads into the shell.
  expect(await shell.isFocused()).toBe(true);
});

test('the focused menu item is outlined', async ({ openShell, page }) => {
  await openShell({ pod: 'debian' });
  await page.getByRole('button', { name: 'Terminal actions' }).focus();
  await page.keyboard.press('Enter');
  const first = page.getByRole('menuitem').first();
  await expect(first).toBeFocused();
  await expect(first).toHaveCSS('outline-style', 'solid');
});

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing spins or blinks', async ({ page, visitShell }) => {
    await page.route('**/api/pods/*/*/shell', () => {});
    await visitShell({ pod: 'debian' });
    await expect(page.getByText('Opening a shell…')).toBeVisible();
    await expect(page.locator('.xterm-cursor')).toBeAttached();
    const moving = () =>
      page.evaluate(
        () => document.getAnimations().filter((animation) => animation.playState === 'running').length,
      );
    await expect.poll(moving).toBe(0);
    await expect(page.locator('.xterm-cursor-blink')).toHaveCount(0);
  });
});
