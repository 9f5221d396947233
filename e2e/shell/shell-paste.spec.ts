import { expect, test } from '../support/fixtures.ts';
import { expectAsksToLeave } from '../support/leaving.ts';

test('a long paste at a prompt shows its progress; Ctrl+C and the button stop it and leave a prompt', async ({
  openShell,
  page,
}) => {
  const shell = await openShell({ namespace: 'team-a', pod: 'debian' });
  await shell.waitForPrompt();
  const button = page.getByRole('button', { name: 'Stop paste' });
  for (const stop of [() => shell.press('Control+C'), () => button.click()]) {
    await shell.paste(`${'x'.repeat(2_999_990)}; echo run`);
    await expect(page.getByRole('progressbar', { name: 'Paste progress' })).toBeVisible();
    await expect(button).toBeVisible();
    await expectAsksToLeave(page, true);
    await stop();
    await expect(page.getByText(/^Paste stopped: [\d,]+ of 3,000,012 characters were sent\.$/)).toBeVisible();
    await expect(page.getByRole('progressbar', { name: 'Paste progress' })).toHaveCount(0);
    await shell.waitForText(/\^C\n.*[$#]$/);
    expect((await shell.run('echo alive')).output).toBe('alive');
    await page.getByRole('button', { name: 'Dismiss notification' }).click();
  }
});

test('after a reload during a paste, the shell takes keys again', async ({ openShell, page }) => {
  const shell = await openShell({ namespace: 'team-a', pod: 'debian' });
  await shell.waitForPrompt();
  page.on('dialog', (dialog) => void dialog.accept());
  await shell.paste('x'.repeat(3_000_000));
  await expect(page.getByRole('progressbar', { name: 'Paste progress' })).toBeVisible();
  await page.reload();
  await shell.waitForState('ready');
  // bash draws what came of the paste once that has ended.
  await shell.waitForText(/[$#] x{1000}/);
});
