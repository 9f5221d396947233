import { expect, test } from '../support/fixtures.ts';
import { replicaCount } from '../support/replica-plan.ts';
import { expectFailure } from '../support/shell-failure.ts';

test('a pod deleted during a shell is explained', async ({ cluster, openShell, page }) => {
  const pod = await cluster.createPod();
  const shell = await openShell({ pod });
  await shell.run('echo before');
  await cluster.deletePod(pod);
  await expectFailure(shell, 'pod-deleted', /deleted/);
  expect(await shell.text()).toContain('before');
  await expect(page.getByRole('link', { name: 'Back to pods' }).last()).toBeVisible();
});

test('after a server restart, the page says that the shell is gone and opens a new one', async ({
  openShell,
  page,
  server,
}) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run('echo from before');
  await server.replace();
  // A replica knows from the id that another one had the shell.
  if (replicaCount() === 1) await expectFailure(shell, 'session-gone', /disconnected for more than 2\sh/);
  else await expectFailure(shell, 'replica-gone', /replica web-\d, which ran this terminal, has stopped/);
  expect(await shell.text()).toContain('from before');
  await page.getByRole('button', { name: 'New shell' }).click();
  await shell.waitForState('ready');
  expect((await shell.run('echo after')).output).toBe('after');
});

test('a page reloaded after a server restart gets a new shell and says so', async ({
  openShell,
  page,
  server,
}) => {
  const shell = await openShell({ pod: 'debian' });
  await page.goto('/pods');
  await server.replace();
  await page.goBack();
  await shell.waitForState('ready');
  await expect(page.getByText('Your previous shell has ended. This is a new shell.')).toBeVisible();
});
