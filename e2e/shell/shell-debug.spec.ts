import { expect, test } from '../support/fixtures.ts';
import { expectFailure } from '../support/shell-failure.ts';

test('an image without a shell leads to a debug container, in the same terminal', async ({
  page,
  visitShell,
}) => {
  const shell = await visitShell({ pod: 'distroless' });
  await expectFailure(shell, 'shell-not-found', /shell/i);
  await page.getByRole('button', { name: 'Debug…' }).click();
  await page.getByRole('button', { name: 'Start debug container' }).click();
  const terminal = page.locator('[data-podshell-terminal]');
  await expect(terminal).toHaveAttribute('data-state', 'ready', { timeout: 15_000 });
  await expect(terminal).toHaveAttribute('data-attached', 'true');
  await expect(page).toHaveURL(/container=debugger-\w{5}.*attach=true/);
  await expect(terminal).toHaveAccessibleName(/attached to the main process/);
  await page.keyboard.type('echo $((6*7))\r');
  const handle = () =>
    page.evaluate(() => window.podshell?.terminals().map((one) => ({ ...one, text: one.text() })));
  await expect.poll(async () => (await handle())?.[0]?.text).toContain('42');
  expect((await handle())?.[0]).toMatchObject({ attached: true, state: 'ready' });

  await page.keyboard.press('Control+P');
  await page.keyboard.press('Control+Q');
  await expect(page.getByText('Detached.', { exact: false }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Attach again' }).click();
  await expect(terminal).toHaveAttribute('data-state', 'ready');
  await page.keyboard.type('echo $((6*8))\r');
  await expect.poll(async () => (await handle())?.[0]?.text).toContain('48');
});

test('who lacks the right is told which', async ({ cluster, page, visitShell }) => {
  test.skip(!cluster.contexts.includes('alice'), 'this cluster has no user alice');
  await visitShell({ pod: 'distroless', context: 'alice' });
  await page.getByRole('button', { name: 'Debug…' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'ephemeralcontainers' })).toContainText(/patch/);
});
