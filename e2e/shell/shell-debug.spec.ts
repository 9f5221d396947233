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

test('a copy of the pod is debugged, deleted from under the terminal, and gone from the list', async ({
  page,
  request,
  visitShell,
}) => {
  const shell = await visitShell({ pod: 'distroless' });
  await expectFailure(shell, 'shell-not-found', /shell/i);
  await page.getByRole('button', { name: 'Debug…' }).click();
  await page.getByRole('button', { name: 'Debug in: The running pod' }).click();
  await page.getByRole('menuitemradio', { name: 'A copy of the pod' }).click();
  await page.getByRole('button', { name: 'Create copy' }).click();
  const terminal = page.locator('[data-podshell-terminal]');
  await expect(terminal).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
  await expect(page).toHaveURL(/\/shell\/team-a\/distroless-debug-\w{5}\?.*attach=true/);
  await page.keyboard.type('echo $((6*7))\r');
  await expect.poll(() => shell.text()).toContain('42');

  const { items } = await (await request.get('/api/debug-copies?namespace=team-a')).json();
  expect(items).toMatchObject([{ of: 'distroless', mine: true, running: true }]);
  await request.delete(`/api/pods/team-a/${items[0].pod}/debug`);
  await expectFailure(shell, 'pod-deleted', new RegExp(items[0].pod));
});

test('copies are listed on the page of their pod and among the running shells, and deleted there', async ({
  page,
  request,
}) => {
  const created = await request.post('/api/pods/team-a/debian/debug', { data: { copy: true } });
  const [, pod = ''] = /event: ready\ndata: .*"pod":"([^"]+)"/.exec(await created.text()) ?? [];
  for (const path of ['/pods/team-a/debian', '/sessions']) {
    await page.goto(path);
    await expect(page.getByRole('link', { name: pod, exact: true })).toBeVisible();
  }
  await page.getByRole('button', { name: `Delete pod ${pod}` }).click();
  await page.getByRole('alert').getByRole('button', { name: 'Delete' }).click();
  await expect
    .poll(async () => (await request.get(`/api/pods/team-a/${pod}`)).status(), { timeout: 30_000 })
    .toBe(404);
});

for (const context of ['alice', 'bob']) {
  test(`${context} is told what is missing to debug, to copy and to attach`, async ({
    needUser,
    page,
    request,
    visitShell,
  }) => {
    needUser(context);
    const shell = await visitShell({ pod: 'distroless', context });
    await expectFailure(shell, context === 'alice' ? 'shell-not-found' : 'forbidden', /.+/);
    if (context === 'alice') {
      await page.getByRole('button', { name: 'Debug…' }).click();
      const alert = page.getByRole('alert').filter({ hasText: 'ephemeralcontainers' });
      await expect(alert).toContainText(/patch/);
    }
    for (const [body, missing] of [
      [{ context }, /"code":"forbidden".*patch on pods\/ephemeralcontainers/],
      [{ context, copy: true }, /"code":"forbidden".*create on pods in namespace/],
    ] as const) {
      const answer = await request.post('/api/pods/team-a/distroless/debug', { data: body });
      expect(await answer.text()).toMatch(missing);
    }
    await page.goto(`/shell/team-a/debian?attach=true&context=${context}`);
    await expectFailure(shell, 'forbidden', /pods\/attach/);
  });
}
