import { expect, test } from '../support/fixtures.ts';

/** Overwrites a wrapped line, counting its rows to find its start, like a command line editor. */
const OVERWRITE = [
  'cols=$(stty size | cut -d" " -f2)',
  'long=$(printf "%*s" $((3 * cols - 2)) "" | tr " " "=")',
  'for n in 1 2 3 4; do printf "%s\\n" "above $n"; done',
  `printf '%s\\033[2A\\rbegins\\033[2B\\n' "$long"`,
  `printf 'status at the edge\\033[%dG|\\n' "$cols"`,
].join('; ');

test('output written in a narrow window is replayed unchanged after a reload in a wide one', async ({
  openShell,
  page,
}) => {
  await page.setViewportSize({ width: 420, height: 500 });
  const shell = await openShell({ pod: 'debian' });
  await shell.run(OVERWRITE);
  await shell.run('PS1="$(printf "%*s" 40 "" | tr " " "-")\\$ "');
  const narrow = (await shell.run('stty size')).output;
  // Nothing is typed before the new size is on its way: an echo that crosses it is shown at one size and replayed at the other.
  await shell.resize({ width: 1280, height: 720 });
  await expect.poll(async () => (await shell.run('stty size')).output).not.toBe(narrow);
  const wide = (await shell.run('stty size')).output;
  const before = await shell.text();
  expect(before).toMatch(/^begins=+$/m);

  await page.reload();
  await shell.waitForState('ready');
  await expect.poll(() => shell.text()).toBe(before);
  expect((await shell.run('stty size')).output).toBe(wide);
});

test('output from another window is replayed unchanged after a takeover', async ({ openShell, page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const shell = await openShell({ pod: 'debian' });
  await shell.run(OVERWRITE);
  const before = await shell.text();
  await page.setViewportSize({ width: 420, height: 500 });
  await page.reload();
  await shell.waitForState('ready');
  await shell.waitForText(/^begins=+$/m);
  await page.setViewportSize({ width: 1280, height: 720 });
  await expect.poll(async () => (await shell.text()).slice(0, before.length)).toBe(before);
});
