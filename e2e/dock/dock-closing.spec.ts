import { expect, test } from '../support/dock-fixtures.ts';
import { expectAsksToLeave } from '../support/leaving.ts';
import { liveSessions } from '../support/live-sessions.ts';

test('a busy shell that was closed is opened again with its text, and runs on', async ({ page, dock }) => {
  const { shell } = await dock.open('debian');
  await shell.run('place=kept; echo bef""ore');
  await shell.type('read -r line; echo got $line\n');
  await expectAsksToLeave(page, true);
  await dock.choose('Close terminal');
  await expect(dock.region).toHaveCount(0);
  const closed = page.getByRole('list', { name: 'Closed shells' });
  await expect(closed).toContainText(/Shell closed\. debian \(team-a · admin\) keeps running for up to/);
  await expectAsksToLeave(page, false);
  const again = await dock.added(() => closed.getByRole('button', { name: 'Reopen' }).click(), 'busy');
  await expect(closed).toHaveCount(0);
  await again.shell.waitForText('before');
  await again.shell.type('this\n');
  await again.shell.waitForText('got this');
  expect((await again.shell.run('echo $place')).output).toBe('kept');
});

test('the notice of a shell that the ✕ of its tab has closed survives a reload', async ({ page, dock }) => {
  const { shell } = await dock.open('debian');
  await shell.type('read -r line; echo got $line\n');
  await expectAsksToLeave(page, true);
  await dock.tab('debian').locator('[data-close]').click();
  await expect(dock.region).toHaveCount(0);
  await page.reload();
  const closed = page.getByRole('list', { name: 'Closed shells' });
  const again = await dock.added(() => closed.getByRole('button', { name: 'Reopen' }).click(), 'busy');
  await expect(closed).toHaveCount(0);
  await again.shell.type('this\n');
  await again.shell.waitForText('got this');
  await page.reload();
  await expect(dock.tabs).toHaveCount(1);
  await expect(closed).toHaveCount(0);
});

test('End shell ends a closed shell at once, and so it does from the menu', async ({
  page,
  dock,
  request,
}) => {
  const first = await dock.open('debian');
  const second = await dock.open('debian');
  const one = await dock.sessionOf(first.id);
  const two = await dock.sessionOf(second.id);
  await second.shell.type('sleep 1000\n');
  await expectAsksToLeave(page, true);
  await dock.choose('Close terminal');
  await expect(dock.tabs).toHaveCount(1);
  const closed = page.getByRole('list', { name: 'Closed shells' });
  await expect(closed).toBeVisible();
  expect(await liveSessions(request)).toEqual(expect.arrayContaining([one, two]));
  await closed.getByRole('button', { name: 'End shell' }).click();
  await expect(closed).toHaveCount(0);
  await expect.poll(() => liveSessions(request)).not.toContain(two);
  await first.shell.type('sleep 1000\n');
  await expectAsksToLeave(page, true);
  await dock.choose('End shell');
  await expect(dock.region).toHaveCount(0);
  await expect.poll(() => liveSessions(request)).not.toContain(one);
  await expect(closed).toHaveCount(0);
});
