import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { expect, test } from '../support/fixtures.ts';
import { PodListPage } from '../support/pod-list.ts';

/** The code of pages, without their styles. */
const CODE = '**/_next/static/chunks/*.js*';

function palette(page: Page) {
  return page.getByRole('dialog', { name: 'Command palette' });
}

/** Opens the palette by its shortcut, like a user. */
async function openPalette(page: Page, keys = 'Control+k') {
  await page.keyboard.press(keys);
  await expect(palette(page).getByRole('combobox')).toBeFocused();
}

test('a pod can be found and its page opened with the keyboard alone', async ({ page }) => {
  await PodListPage.open(page);
  await openPalette(page);
  await page.keyboard.type('busy');
  await expect(
    palette(page)
      .getByRole('option', { name: /busybox/ })
      .first(),
  ).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page).toHaveURL(/\/pods\/team-a\/busybox$/);
  await expect(palette(page)).toHaveCount(0);
});

test('Enter opens a shell in the dock, in the default container and the same context', async ({
  page,
  needUser,
}) => {
  needUser('alice');
  await PodListPage.open(page, '?context=alice');
  await openPalette(page);
  await page.keyboard.type('multi');
  const pods = palette(page).getByRole('group', { name: 'Pods' });
  await expect(pods.getByRole('option', { name: /multi/ })).toHaveCount(1);
  const asking = page.waitForRequest(/\/api\/pods\/team-a\/multi\/shell$/);
  await page.keyboard.press('Enter');
  expect((await asking).postDataJSON()).toMatchObject({ container: 'web', context: 'alice' });
  await expect(page.getByRole('tab', { name: 'multi · web' })).toBeVisible();
  await expect(page).toHaveURL(/\/pods\?context=alice$/);
});

test('no key typed after Ctrl+K is lost, whatever has to be loaded: they find the pod and go to its shell', async ({
  page,
  podShell,
}) => {
  await PodListPage.open(page);
  const scripts = Promise.withResolvers<void>();
  // A slow line: all code that the page asks for from now on comes after the last key.
  await page.route('**/_next/static/chunks/**', async (route) => {
    await scripts.promise;
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('sidecar');
  await page.keyboard.press('Enter');
  await page.keyboard.type('echo all=$((6*7))');
  await page.keyboard.press('Enter');
  scripts.resolve();
  await expect(page.getByRole('tab', { name: 'multi · sidecar' })).toBeVisible();
  await podShell.at({ page }).waitForText('all=42');
});

test('keys pressed before any script has come go where they were meant for', async ({ page, podShell }) => {
  let scripts = Promise.withResolvers<void>();
  await page.route(CODE, async (route) => {
    await scripts.promise;
    await route.continue();
  });
  /** Opens a page, types while only its HTML is there, and lets its scripts come. */
  const typeEarly = async (path: string, seen: string, type: () => Promise<void>) => {
    scripts = Promise.withResolvers<void>();
    await page.goto(path, { waitUntil: 'commit' });
    await page.locator(seen).first().waitFor();
    await type();
    scripts.resolve();
  };
  const filter = page.getByRole('searchbox', { name: 'Filter pods' });
  const names = page.locator('tr[data-pod]');

  await typeEarly('/pods?namespace=team-a', 'tr[data-pod]', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('multi');
  });
  await expect(names).toHaveCount(1);
  await expect(filter).toHaveValue('multi');
  await expect(filter).toBeFocused();

  await typeEarly('/pods?namespace=team-a', 'tr[data-pod]', async () => {
    await filter.click();
    await page.keyboard.type('multi');
  });
  await expect(names).toHaveCount(1);
  await expect(filter).toHaveValue('multi');

  await typeEarly('/shell/team-a/debian', '[data-podshell-terminal]', async () => {
    await page.keyboard.type('echo early=$((6*7))');
    await page.keyboard.press('Enter');
  });
  await podShell.at({ page }).waitForText('early=42');

  await typeEarly('/pods?namespace=team-a', 'tr[data-pod]', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('sidecar');
    await page.keyboard.press('Enter');
    await page.keyboard.type('echo all=$((6*7))');
    await page.keyboard.press('Enter');
  });
  await expect(page.getByRole('tab', { name: 'multi · sidecar' })).toBeVisible();
  await podShell.at({ page }).waitForText('all=42');
});

test('the palette switches namespace, context and theme', async ({ page, needUser }) => {
  needUser('alice');
  await PodListPage.open(page);
  await openPalette(page);
  await page.keyboard.type('team-b');
  await palette(page).getByRole('group', { name: 'Switch namespace' }).getByRole('option').first().click();
  await expect(page).toHaveURL(/namespace=team-b/);
  await openPalette(page);
  await page.keyboard.type('alice');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/context=alice/);
  await openPalette(page);
  await page.keyboard.type('light theme');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveClass('light');
});

test('Enter runs the match for the typed text, not for the previous list', async ({ page, needUser }) => {
  needUser('alice');
  await PodListPage.open(page);
  await openPalette(page);
  await expect(palette(page).getByRole('option', { name: 'alice' })).toBeVisible();
  await palette(page)
    .getByRole('combobox')
    .evaluate((field: HTMLInputElement) => {
      // Like a page that is too busy to draw between two keys.
      const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      setter?.call(field, 'alice');
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    });
  await expect(page).toHaveURL(/context=alice/);
});

test('Enter waits for results that are still loading', async ({ page, needUser }) => {
  needUser('alice');
  await PodListPage.open(page);
  const entered = Promise.withResolvers<void>();
  await page.route('**/api/contexts*', async (route) => {
    await entered.promise;
    await route.continue();
  });
  await openPalette(page);
  await page.keyboard.type('alice');
  await expect(palette(page).getByRole('option')).toHaveCount(0);
  await page.keyboard.press('Enter');
  entered.resolve();
  await expect(page).toHaveURL(/context=alice/);
});

test('Escape closes the palette and restores the focus', async ({ page }) => {
  const list = await PodListPage.open(page);
  await list.filter.focus();
  await openPalette(page);
  await page.keyboard.press('Escape');
  await expect(palette(page)).toHaveCount(0);
  await expect(list.filter).toBeFocused();
});

test('? lists all shortcuts, except in a text field', async ({ page }) => {
  const list = await PodListPage.open(page);
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const label of ['Filter pods', 'Go to pods', 'Choose namespaces', 'Use dark theme'])
    await expect(dialog).toContainText(label);
  await page.keyboard.press('Escape');
  await list.filter.fill('');
  await list.filter.press('?');
  await expect(list.filter).toHaveValue('?');
  await expect(dialog).toHaveCount(0);
});

test('two-key shortcuts work, except while typing', async ({ page }) => {
  const list = await PodListPage.open(page);
  await page.keyboard.press('t');
  await page.keyboard.press('l');
  await expect(page.locator('html')).toHaveClass('light');
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await expect(page.getByRole('combobox', { name: 'Find a namespace' })).toBeFocused();
  await page.keyboard.press('Escape');
  await list.filter.focus();
  await page.keyboard.type('td');
  await expect(list.filter).toHaveValue('td');
  await expect(page.locator('html')).toHaveClass('light');
});

test('in a terminal keys go to the shell, and Ctrl+Shift+K opens the palette', async ({
  openShell,
  page,
}) => {
  const shell = await openShell({ namespace: 'team-a', pod: 'debian' });
  await page.locator('[data-podshell-terminal]').click();
  await page.keyboard.type('echo one two');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toHaveCount(0);
  await page.keyboard.type('echo cut=$((6*7))?');
  await page.keyboard.press('Enter');
  await shell.waitForText('cut=42?');
  await openPalette(page, 'Control+Shift+K');
  await page.keyboard.press('Escape');
  await page.keyboard.type('echo back=$((6*8))');
  await page.keyboard.press('Enter');
  await shell.waitForText('back=48');
});

test('the palette is not loaded before it is opened', async ({ page }) => {
  const scripts: string[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.url());
  });
  await PodListPage.open(page);
  const before = scripts.length;
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeVisible();
  expect(scripts.length).toBeGreaterThan(before);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 780 } });

  test('the close button covers no part of the list of shortcuts', async ({ page }) => {
    await PodListPage.open(page);
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    const close = await dialog.getByRole('button', { name: 'Close' }).boundingBox();
    // Measures the letters, because the element may be wider.
    const textEnd = await dialog.getByText(/^In a terminal/).evaluate((text) => {
      const letters = document.createRange();
      letters.selectNodeContents(text);
      return Math.max(...[...letters.getClientRects()].map(({ right }) => right));
    });
    expect(textEnd).toBeLessThanOrEqual(close?.x ?? 0);
  });
});

test('the palette has no serious accessibility violations', async ({ page }) => {
  await PodListPage.open(page);
  await openPalette(page);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expectAccessible(page);
});
