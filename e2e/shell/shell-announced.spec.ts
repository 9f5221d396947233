import { recordAnnouncements } from '../support/announcements.ts';
import { expect, test } from '../support/fixtures.ts';

test('each state change is announced once, politely', async ({ openShell, page }) => {
  const announcements = await recordAnnouncements(page);
  const shell = await openShell({ pod: 'debian' });
  await shell.type('exit 7\n');
  await shell.waitForState('exited');
  await expect(page.getByRole('button', { name: 'New shell' })).toBeVisible();
  expect(await announcements()).toEqual([
    { urgency: 'polite', text: expect.stringMatching(/^Shell in container .+ is ready\.$/) },
    {
      urgency: 'polite',
      text: 'The shell ended with exit code 7. Press Enter in the terminal for a new shell.',
    },
  ]);
});

test('a failure is announced once, assertively', async ({ page, visitShell }) => {
  const announcements = await recordAnnouncements(page);
  const shell = await visitShell({ pod: 'distroless' });
  await shell.waitForState('failed');
  await expect(page.getByRole('heading', { level: 2 })).toBeVisible();
  const title = (await page.getByRole('heading', { level: 2 }).textContent()) ?? '';
  expect(await announcements()).toEqual([{ urgency: 'assertive', text: expect.stringContaining(title) }]);
});

test('a lost connection and the reconnect are each announced once', async ({ line, openShell, page }) => {
  const announcements = await recordAnnouncements(page);
  const shell = await openShell({ pod: 'debian' }, { url: line.url });
  const before = (await announcements()).length;
  line.set('down');
  await shell.waitForState('reconnecting');
  line.set('good');
  await shell.waitForState('ready');
  expect((await announcements()).slice(before).map(({ text }) => text)).toEqual([
    'Connection lost. Reconnecting.',
    expect.stringContaining('is ready.'),
  ]);
});
