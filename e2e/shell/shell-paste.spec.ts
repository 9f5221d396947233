import { expect, test } from '../support/fixtures.ts';

test('a long paste at a prompt shows its progress, and Ctrl+C stops it and leaves a prompt', async ({
  openShell,
  page,
}) => {
  const shell = await openShell({ namespace: 'team-a', pod: 'debian' });
  await shell.waitForPrompt();
  await shell.paste('x'.repeat(3_000_000));
  await expect(page.getByRole('progressbar', { name: 'Paste progress' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop paste' })).toBeVisible();
  await shell.press('Control+C');
  await expect(page.getByText(/^Paste stopped: [\d,]+ of 3,000,012 characters were sent\.$/)).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Paste progress' })).toHaveCount(0);
  await shell.waitForText(/\^C\n.*[$#]$/);
  expect((await shell.run('echo alive')).output).toBe('alive');
});
