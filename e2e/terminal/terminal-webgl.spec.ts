import type { Page } from '@playwright/test';
import type { PodShell } from '#playwright';
import { expect, test } from '../support/fixtures.ts';

type CanvasWindow = Window & { drawing?: WebGL2RenderingContext[] };

/**
 * Makes the browser offer its software renderer as a graphics card, and records its contexts.
 * @param msPerFrame how long the card seems to need for a frame
 */
async function pretendGraphicsCard(page: Page, msPerFrame: number): Promise<void> {
  await page.addInitScript((msPerFrame) => {
    const drawing: WebGL2RenderingContext[] = [];
    (window as CanvasWindow).drawing = drawing;
    const getContext = HTMLCanvasElement.prototype.getContext as (
      this: HTMLCanvasElement,
      kind: string,
      options?: object,
    ) => RenderingContext | null;
    HTMLCanvasElement.prototype.getContext = function (
      this: HTMLCanvasElement,
      kind: string,
      options?: object,
    ) {
      const context = getContext.call(this, kind, { ...options, failIfMajorPerformanceCaveat: false });
      if (context instanceof WebGL2RenderingContext) {
        const getParameter = context.getParameter.bind(context);
        context.getParameter = (name: number) => (name === 0x9246 ? 'A card' : getParameter(name));
        context.readPixels = () => {
          const until = performance.now() + msPerFrame;
          while (performance.now() < until);
        };
        drawing.push(context);
      }
      return context;
    } as typeof HTMLCanvasElement.prototype.getContext;
  }, msPerFrame);
}

const canvases = (shell: PodShell) => shell.element.locator('.xterm-screen canvas');

/** The share of the screen's pixels that are brighter than the dark background. */
async function ink(page: Page, shell: PodShell): Promise<number> {
  const picture = (await shell.element.locator('.xterm-screen').screenshot()).toString('base64');
  return page.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const paper = canvas.getContext('2d');
    paper?.drawImage(bitmap, 0, 0);
    const { data } = paper?.getImageData(0, 0, bitmap.width, bitmap.height) ?? { data: [] };
    let bright = 0;
    for (let at = 1; at < data.length; at += 4) if ((data[at] ?? 0) > 100) bright += 1;
    return bright / (data.length / 4);
  }, picture);
}

test('WebGL draws, and the DOM renderer takes over with all text when the context is lost', async ({
  openShell,
  page,
}) => {
  await pretendGraphicsCard(page, 0);
  const shell = await openShell({ pod: 'debian' });
  await shell.run('clear; seq -s " " 1 900');
  await expect(canvases(shell).first()).toBeVisible();
  const before = await ink(page, shell);
  expect(before).toBeGreaterThan(0.01);
  await page.evaluate(() => {
    for (const context of (window as CanvasWindow).drawing ?? []) {
      if (!context.isContextLost()) context.getExtension('WEBGL_lose_context')?.loseContext();
    }
  });
  await expect(shell.element.locator('.xterm-rows')).toContainText('898 899 900');
  expect(await ink(page, shell)).toBeGreaterThan(before * 0.5);
  expect((await shell.run('echo drawn anew')).output).toBe('drawn anew');
  await expect(shell.element.locator('.xterm-rows')).toContainText('drawn anew');
});

test('a card that draws slowly gives way to the DOM renderer', async ({ openShell, page }) => {
  await pretendGraphicsCard(page, 15);
  const shell = await openShell({ pod: 'debian' });
  // The probe's canvas is small; the other one is the screen.
  await page.waitForFunction(() =>
    (window as CanvasWindow).drawing?.some((context) => context.canvas.width > 600),
  );
  await expect(canvases(shell)).toHaveCount(0);
  expect((await shell.run('echo drawn')).output).toBe('drawn');
  await expect(shell.element.locator('.xterm-rows')).toContainText('drawn');
});

test('WebGL applies changed settings', async ({ openShell, page }) => {
  await pretendGraphicsCard(page, 0);
  const shell = await openShell({ pod: 'debian' });
  await expect(canvases(shell).first()).toBeVisible();
  await page.getByRole('button', { name: 'Terminal actions' }).click();
  await page.getByRole('menuitem', { name: 'Terminal options' }).click();
  await page.getByRole('button', { name: /^Font size: / }).click();
  await page.getByRole('menuitemradio', { name: '24', exact: true }).click();
  await page.keyboard.press('Escape');
  await shell.run('clear; seq -s " " 1 300');
  expect(await ink(page, shell)).toBeGreaterThan(0.01);
});

test('the cursor blinks without an animation, which would delay the answer to each key', async ({
  openShell,
  page,
}) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run('echo ready');
  const color = () =>
    shell.element
      .locator('.xterm-cursor.xterm-cursor-block')
      .evaluate((cursor) => getComputedStyle(cursor).backgroundColor);
  // The default intervals become as long as a blink: each look would meet the same half of it.
  const intervals = [130];
  await expect.poll(color, { intervals }).toBe('rgb(111, 214, 228)');
  await expect.poll(color, { intervals }).toBe('rgba(0, 0, 0, 0)');
  await expect.poll(color, { intervals }).toBe('rgb(111, 214, 228)');
  await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
  // Blinking, the caret of the hidden field would ask for frames of its own.
  const caret = await shell.element
    .locator('textarea')
    .evaluate((field) => getComputedStyle(field).getPropertyValue('caret-animation'));
  expect(caret).toBe('manual');
});
