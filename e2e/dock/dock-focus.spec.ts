import { expect, test } from '../support/dock-fixtures.ts';

test('a reload while typing gives the terminal the keyboard back', async ({ page, dock }) => {
  const { shell } = await dock.open('debian');
  await shell.run('place=here');
  await page.keyboard.type('echo $pl');
  await page.reload();
  const theme = await page.locator('html').getAttribute('class');
  await expect(dock.region.locator('textarea').first()).toBeFocused();
  await page.keyboard.type('ace td');
  await page.keyboard.press('Enter');
  await shell.waitForText('here td');
  await expect(page.locator('html')).toHaveClass(theme ?? '');
});

test('after an exit, Enter or the button opens a new shell, which has the keyboard', async ({
  page,
  dock,
}) => {
  const { shell } = await dock.open('debian');
  for (const [number, restart] of [
    () => page.keyboard.press('Enter'),
    () => dock.button('New shell').click(),
  ].entries()) {
    await page.keyboard.type('exit 3');
    await page.keyboard.press('Enter');
    await shell.waitForState('exited');
    await expect(dock.region.getByText('Press Enter for a new shell.')).toBeVisible();
    await restart();
    await page.keyboard.type(`echo new=$((${number}+40))`);
    await page.keyboard.press('Enter');
    await shell.waitForText(`new=${number + 40}`);
  }
});

test('the key after Escape in a menu goes where the focus was', async ({ page, dock }) => {
  await dock.open('debian');
  await dock.button('Terminal actions').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  // Both keys in one task, so that no timer runs between them.
  const focused = await page.evaluate(() => {
    const press = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(press);
    return new Promise<string>((resolve) => {
      queueMicrotask(() => resolve(document.activeElement?.getAttribute('aria-label') ?? ''));
    });
  });
  expect(focused).toBe('Terminal actions');
});

test('a menu that is chosen from before its first frame is gone at once', async ({ page, dock }) => {
  await dock.open('debian');
  const menus = await page.evaluate(
    (name) =>
      new Promise<number>((resolve) => {
        new MutationObserver((_changes, observer) => {
          const menu = document.querySelector('[role=menu]');
          // It is placed before it is animated.
          if (menu === null || getComputedStyle(menu).animationName === 'none') return;
          observer.disconnect();
          const items = menu.querySelectorAll<HTMLElement>('[role=menuitem]');
          [...items].find(({ textContent }) => textContent === name)?.click();
          queueMicrotask(() => resolve(document.querySelectorAll('[role=menu]').length));
        }).observe(document, { subtree: true, childList: true, attributes: true });
        document.querySelector<HTMLElement>('[aria-label="Terminal actions"]')?.click();
      }),
    'Terminal options',
  );
  expect(menus).toBe(0);
  await expect(page.getByRole('dialog', { name: 'Terminal options' })).toBeVisible();
});
