import { expect, test } from '../support/fixtures.ts';

test('a long paste at a prompt shows its progress and can be stopped', async ({ openShell, page }) => {
  const shell = await openShell({ namespace: 'team-a', pod: 'debian' });
  // Reads as slowly as a busy shell, and so ends the test soon.
  await shell.run('stty -echo');
  await page.keyboard.type('while IFS= read -r -n 4000 part; do sleep 0.2; done; echo go""on');
  await page.keyboard.press('Enter');
  await page.locator('[data-podshell-terminal] textarea').evaluate((field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, 'x'.repeat(12_000_000));
  await expect(page.getByRole('progressbar', { name: 'Paste progress' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop paste' }).click();
  await expect(page.getByText(/^Paste stopped: [\d,]+ of 12,000,000 characters were sent\.$/)).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Paste progress' })).toHaveCount(0);
});
