/** What the page shows when a shell failed. */

import { expect, type PodShell } from '#playwright';

/** Asserts the page's message about a failure: its stable code and its text. */
export async function expectFailure(shell: PodShell, code: string, words: RegExp): Promise<void> {
  await shell.waitForState('failed');
  await expect(shell.element).toHaveAttribute('data-state', 'failed');
  await expect(shell.page.locator('code', { hasText: code })).toBeVisible();
  const panel = shell.page.getByRole('region', { name: /.+/ }).filter({ has: shell.page.locator('code') });
  await expect(panel).toContainText(words);
  expect(await shell.failure()).toMatchObject({ code });
}
