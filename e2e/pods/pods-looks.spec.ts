import type { Page } from '@playwright/test';
import { expectAccessible, NOT_FOR_MENUS } from '../support/accessibility.ts';
import { expect, test } from '../support/fixtures.ts';
import { PodListPage } from '../support/pod-list.ts';

const PAGES = [
  '/pods?namespace=team-a',
  '/pods?q=no-such-pod',
  '/pods?context=nobody-has-this',
  '/pods/team-a/multi',
  '/pods/team-a/crashloop',
  '/pods/team-a/no-such-pod',
  '/no-such-page',
];

const MENUS = [
  /^Namespace:/,
  /^Context:/,
  /^Theme$/,
  /^More actions for multi,/,
  /^Columns and density$/,
  /^Filter syntax$/,
];

test('the pod pages have no accessibility violations', async ({ page }) => {
  for (const path of PAGES) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page);
  }
});

test('menus have no accessibility violations', async ({ page }) => {
  await PodListPage.open(page, '?q=name:multi');
  for (const name of MENUS) {
    await page.getByRole('button', { name }).click();
    await expect(page.locator('[role=menu], [role=dialog]')).toBeVisible();
    await expectAccessible(page, NOT_FOR_MENUS);
    await page.keyboard.press('Escape');
  }
});

test.describe('in a narrow window', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('nothing is wider than the window', async ({ page }) => {
    for (const path of PAGES) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, path).toBeLessThanOrEqual(390);
    }
  });

  test('a finger hits each control: 44 px in both directions', async ({ page }) => {
    for (const path of PAGES) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      // What depends on the pods comes with them.
      if (path === PAGES[0]) await PodListPage.on(page).expectLive();
      expect(await smallTargets(page), path).toEqual([]);
    }
  });

  test('a tap on a disabled Shell button says why it is disabled', async ({ page }) => {
    const list = await PodListPage.open(page, '?q=name:pending');
    await list
      .row('pending')
      .getByRole('button', { name: /^Shell in/ })
      .tap({ force: true });
    await expect(page.getByRole('tooltip')).toBeInViewport({ ratio: 1 });
  });

  test('pods are cards with all their main fields', async ({ page }) => {
    const list = await PodListPage.open(page, '?q=name:debian');
    const card = list.row('debian');
    await expect(card).toContainText('Running');
    await expect(card.getByRole('link', { name: /^Shell in debian/ })).toBeInViewport();
    const box = await card.boundingBox();
    expect(box?.width).toBeLessThanOrEqual(390);
    expect(box?.height).toBeGreaterThan(60);
    await page.getByRole('button', { name: /^Sort by: / }).click();
    await page.getByRole('menuitemradio', { name: 'Age' }).click();
    await expect(page).toHaveURL(/sort=age/);
  });
});

test('names are readable at every width', async ({ page }) => {
  const list = await PodListPage.open(page, '?q=name:pending');
  for (const width of [390, 600, 768, 820, 1023, 1024, 1279, 1280, 1440, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    const cell = list.row('pending').getByRole('cell').first();
    // The rows of another layout may still be on their way.
    await expect.poll(async () => (await cell.boundingBox())?.width ?? 0, `at ${width}`).toBeGreaterThan(180);
    await expect(list.row('pending').getByRole('button', { name: /^Shell in/ })).toBeInViewport({
      ratio: 1,
    });
  }
});

test('the chosen theme is kept', async ({ page }) => {
  await PodListPage.open(page);
  const root = page.locator('html');
  await expect(root).toHaveClass('dark');
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: 'Light' }).click();
  await expect(root).toHaveClass('light');
  await page.reload();
  await expect(root).toHaveClass('light');
});

test('all requests go to our own origin, and the content security policy holds', async ({ page, server }) => {
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:'))
      foreign.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await PodListPage.open(page);
  await page.goto('/pods/team-a/multi');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect
    .poll(() => page.evaluate(() => [...document.fonts].filter((font) => font.status === 'loaded').length))
    .toBeGreaterThan(0);
  expect(foreign).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a shell can be opened from the list with the keyboard alone', async ({ page, podShell }) => {
  await PodListPage.open(page, '?namespace=team-a&q=name:debian');
  const name = page.getByRole('link', { name: 'debian', exact: true });
  await page.getByRole('searchbox').focus();
  // The list is one stop of the Tab key, and has keys of its own.
  for (let presses = 0; presses < 20 && !(await isFocused(name)); presses += 1)
    await page.keyboard.press('Tab');
  await expect(name).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('table') === null)).toBe(true);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('link', { name: /^Shell in debian/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-podshell-terminal]')).toBeVisible();
  const shell = podShell.at();
  await shell.waitForPrompt();
  await page.keyboard.type('echo by-$((6*7))\n');
  await shell.waitForText('by-42');
});

/** Visible controls that are smaller than a fingertip, except links in a text and skip links. */
function smallTargets(page: Page): Promise<string[]> {
  return page
    .locator(
      'button, input, select, summary, nav a, a[aria-label], a[data-control], [role=tab], [role=option], [role=menuitem]',
    )
    .evaluateAll((all) =>
      all
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && (box.width < 44 || box.height < 44))
        .map(({ element, box }) => `${element.outerHTML.slice(0, 120)}: ${box.width} × ${box.height}`),
    );
}

function isFocused(link: ReturnType<Page['getByRole']>): Promise<boolean> {
  return link.evaluate((element) => element === document.activeElement);
}
