import type { Page } from '@playwright/test';
import { inEachLook, violations } from '../support/accessibility.ts';
import { expect, test } from '../support/fixtures.ts';

async function openOptions(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Terminal actions' }).click();
  await page.getByRole('menuitem', { name: 'Terminal options' }).click();
  await expect(page.getByRole('dialog', { name: 'Terminal options' })).toBeVisible();
}

const setting = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}: `) });

async function choose(page: Page, name: string, value: string): Promise<void> {
  await setting(page, name).click();
  await page.getByRole('menuitemradio', { name: value, exact: true }).click();
  await expect(setting(page, name)).toHaveText(value);
}

test('font, size and line height apply at once, and the shell gets its new size', async ({
  openShell,
  page,
}) => {
  const shell = await openShell({ pod: 'debian' });
  const rows = async () => Number((await shell.run('stty size')).output.split(' ')[0]);
  const before = await rows();
  await openOptions(page);
  await choose(page, 'Font size', '20');
  await choose(page, 'Line height', '1.5');
  await choose(page, 'Font', 'System font');
  await page.keyboard.press('Escape');
  await expect.poll(rows).toBeLessThan(before * 0.7);
  const family = () =>
    shell.element.locator('.xterm-rows').evaluate((element) => getComputedStyle(element).fontFamily);
  expect(await family()).not.toContain('JetBrains');
});

test('settings survive a reload and apply in other windows at once', async ({ context, openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  const other = await context.newPage();
  await other.goto('/shell/team-a/debian');
  const background = (of: Page) =>
    of
      .locator('[data-podshell-terminal] .xterm-scrollable-element')
      .evaluate((element) => getComputedStyle(element).backgroundColor);
  await openOptions(page);
  await choose(page, 'Colors', 'Paper');
  await expect.poll(() => background(page)).toBe('rgb(250, 245, 230)');
  await expect.poll(() => background(other)).toBe('rgb(250, 245, 230)');
  await page.reload();
  await shell.waitForState('ready');
  await expect.poll(() => background(page)).toBe('rgb(250, 245, 230)');
  await openOptions(page);
  await expect(setting(page, 'Colors')).toHaveText('Paper');
  await page.getByRole('button', { name: 'Reset to defaults' }).click();
  await expect.poll(() => background(page)).not.toBe('rgb(250, 245, 230)');
});

test('a shorter scrollback keeps fewer lines', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await openOptions(page);
  await choose(page, 'Scrollback lines', '1,000');
  await page.keyboard.press('Escape');
  await shell.type('seq 1 3000; echo "do"ne\n');
  await shell.waitForText(/\ndone\n/);
  const lines = (await shell.text()).split('\n');
  expect(lines).toContain('2999');
  expect(lines).not.toContain('1500');
});

test('the options fit and have no accessibility violations', async ({ openShell, page }) => {
  await openShell({ pod: 'debian' });
  await openOptions(page);
  await inEachLook(page, async ({ width }) => {
    expect(await violations(page)).toEqual([]);
    const box = await page.getByRole('dialog', { name: 'Terminal options' }).boundingBox();
    expect((box?.x ?? -1) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    expect((box?.y ?? -1) + (box?.height ?? 0)).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0);
  });
});
