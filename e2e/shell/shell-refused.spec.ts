import { expect, test } from '../support/fixtures.ts';
import { expectFailure } from '../support/shell-failure.ts';

test('an image without a shell is explained', async ({ visitShell, page }) => {
  const shell = await visitShell({ pod: 'distroless' });
  await expectFailure(shell, 'shell-not-found', /shell/i);
  await expect(page.getByRole('link', { name: 'Back to pods' }).last()).toBeVisible();

  await page.getByLabel('Try another shell').fill('/opt/no-such-shell');
  const asked = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('button', { name: 'Open shell' }).click();
  expect((await asked).postDataJSON()).toMatchObject({ shell: '/opt/no-such-shell' });
  await expectFailure(shell, 'shell-not-found', /\/opt\/no-such-shell/);
});

test('a missing permission is named', async ({ needUser, visitShell }) => {
  needUser('bob');
  const shell = await visitShell({ pod: 'debian', context: 'bob' });
  await expectFailure(shell, 'forbidden', /pods\/exec/);
});

test('an unknown pod is explained', async ({ visitShell }) => {
  const shell = await visitShell({ pod: 'no-such-pod' });
  await expectFailure(shell, 'pod-not-found', /no-such-pod/);
});

test('an unknown container is explained', async ({ visitShell }) => {
  const shell = await visitShell({ pod: 'multi', container: 'nope' });
  await expectFailure(shell, 'container-not-found', /nope/);
});

test('an unknown context is explained', async ({ visitShell }) => {
  const shell = await visitShell({ pod: 'debian', context: 'nobody-has-this' });
  await expectFailure(shell, 'bad-request', /nobody-has-this/);
});

test('a container that is not running is explained', async ({ visitShell }) => {
  const shell = await visitShell({ pod: 'pending' });
  await expectFailure(shell, 'container-not-running', /run/);
});

test('Try again sends a new request', async ({ page, visitShell }) => {
  const shell = await visitShell({ pod: 'no-such-pod' });
  await shell.waitForState('failed');
  const asked = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('button', { name: 'Try again' }).click();
  await asked;
  await shell.waitForState('failed');
});
