/** Whether the browser asks before a page is closed. */

import type { Dialog, Page } from '@playwright/test';
import { expect } from '#playwright';

/** Waits until the page would, or would not, have the browser ask. */
export async function expectAsksToLeave(page: Page, asks: boolean): Promise<void> {
  const wouldAsk = () =>
    page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
  await expect.poll(wouldAsk).toBe(asks);
}

/** Closes the page as a user does, stays when the browser asks, and gives its dialog. */
export async function stayOnClose(page: Page): Promise<Dialog> {
  const asking = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asking;
  await dialog.dismiss();
  return dialog;
}

/** Closes the page as a user does; the browser must not ask. */
export async function closeUnasked(page: Page): Promise<void> {
  const asked: Dialog[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog);
    void dialog.accept();
  });
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
  expect(asked).toEqual([]);
}
