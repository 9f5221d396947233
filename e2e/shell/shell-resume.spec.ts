import { shellPath } from '#playwright';
import { expect, test } from '../support/fixtures.ts';
import { expectFailure } from '../support/shell-failure.ts';

test('a reloaded page resumes its shell', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run('place=here; echo remembered');
  await page.reload();
  await shell.waitForState('ready');
  await shell.waitForText('remembered');
  expect((await shell.run('echo $place')).output).toBe('here');
});

test('terminal queries in replayed output are not answered again', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  const ask =
    'stty -echo; printf \'\\033[c\\033[6n\'; read -r -t 1 -n 100 answers; stty echo; test -n "$answers"';
  expect((await shell.run(ask)).exitCode).toBe(0);
  const before = await shell.text();
  await page.reload();
  await shell.waitForState('ready');
  await shell.run('echo settled');
  // An answer would be typed at the prompt before the next command.
  expect((await shell.text()).slice(0, before.length + 3)).toBe(`${before} : `);
});

test('a full-screen program that drew more than is kept has its modes again after a reload', async ({
  openShell,
  page,
}) => {
  const shell = await openShell({ pod: 'debian' });
  const draw = [
    "stty raw -echo; printf '\\033[?1049h\\033[?1h\\033[?2004h'",
    "head -c 1600000 /dev/zero | tr '\\0' x",
    "printf '\\033[2J\\033[Hdra''wn\\r\\n'",
    'head -c 3 | od -An -tx1',
  ];
  await shell.type(`${draw.join('; ')}\n`);
  await shell.waitForText(/^drawn$/);
  await page.reload();
  await shell.waitForState('ready');
  await shell.waitForText(/^drawn$/);
  await shell.press('ArrowUp');
  await shell.waitForText('1b 4f 41');
});

test('after a flood of short lines a reload shows the newest at once, and as many as the screen keeps', async ({
  openShell,
  page,
}) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.type('seq 1 150000\n');
  await shell.waitForText(/\n150000\n.*[$#]$/);
  let received = 0;
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      received += payload.length;
    }),
  );
  await page.addInitScript(() => {
    const drawn: string[] = [];
    Object.assign(window, { drawn });
    new MutationObserver(() => {
      const rows = document.querySelector('.xterm-rows')?.textContent ?? '';
      if (rows.trim() !== '') drawn.push(rows);
    }).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  await shell.waitForState('ready');
  await shell.waitForText(/\n149999\n150000\n/);
  await expect(shell.element.locator('.xterm-rows')).toContainText('150000');
  const drawn = await page.evaluate(() => (window as unknown as { drawn: string[] }).drawn);
  expect(drawn.filter((rows) => !rows.includes('150000'))).toEqual([]);
  expect(received).toBeLessThan(200_000);
  expect((await shell.text()).split('\n').length).toBeGreaterThan(10_000);
});

test('a page that was left and reopened resumes its shell', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run('place=here');
  await page.goto('/pods');
  await page.goto(shellPath({ namespace: 'team-a', pod: 'debian' }));
  await shell.waitForState('ready');
  expect((await shell.run('echo $place')).output).toBe('here');
});

test('navigating away and back resumes the shell', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run('place=here');
  await page.getByRole('link', { name: 'debian', exact: true }).click();
  await page.waitForURL(/\/pods\/team-a\/debian/);
  await page.goBack();
  await shell.waitForState('ready');
  expect((await shell.run('echo $place')).output).toBe('here');
});

test('a dropped connection resumes with the missed output and the typed input', async ({
  line,
  openShell,
  page,
}) => {
  const shell = await openShell({ pod: 'debian' }, { url: line.url });
  await shell.type('for i in 1 2 3 4 5 6 7 8 9; do echo "tick $i"; sleep 0.3; done\n');
  await shell.waitForText(/tick 2\n/);
  line.set('down');
  await shell.waitForState('reconnecting');
  await expect(page.getByText('Connection lost.', { exact: false }).first()).toBeVisible();
  await page.keyboard.type('echo typed $((40+2)) away\n');
  line.set('good');
  await shell.waitForState('ready');
  await shell.waitForText('typed 42 away');
  const ticks = (await shell.text()).match(/^tick \d$/gm);
  expect(ticks).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((tick) => `tick ${tick}`));
});

test('a silent connection is detected and replaced', async ({ line, openShell }) => {
  const shell = await openShell({ pod: 'debian' }, { url: line.url });
  line.set('frozen');
  await shell.waitForState('reconnecting', { timeout: 25_000 });
  line.set('good');
  line.cut();
  await shell.waitForState('ready', { timeout: 20_000 });
  expect((await shell.run('echo back')).output).toBe('back');
});

test('a reload does not repeat focus reports to a program', async ({ openShell, page }) => {
  const shell = await openShell({ pod: 'debian' });
  const ask = String.raw`printf '\e[?1004h\e[?1004l'; echo up-$((1 + 1))`;
  await shell.type(`${ask}; read -rsd X got; printf 'heard<%q>\\n' "$got"\n`);
  await shell.waitForText(/^up-2/m);
  await page.reload();
  await shell.waitForState('ready');
  await shell.waitForText(/^up-2/m);
  await shell.type('okX');
  const heard = /heard<\$'(.*ok)'>/;
  await shell.waitForText(heard);
  expect(heard.exec(await shell.text())?.[1]?.match(/\[[IO]/g)).toHaveLength(1);
});

test('a duplicated tab gets its own shell', async ({ openShell, page, podShell }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run('place=first');
  // A window opened by a page gets a copy of its storage, like a duplicated tab.
  const opened = page.waitForEvent('popup');
  await page.evaluate(() => window.open(window.location.href));
  const second = podShell.at({ page: await opened });
  await second.waitForState('ready');
  expect((await second.run('echo "[$place]"')).output).toBe('[]');
  expect(await shell.state()).toBe('ready');
  expect((await shell.run('echo $place')).output).toBe('first');
});

test('another window can take the shell over, and the first can take it back', async ({
  context,
  openShell,
  page,
  podShell,
}) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run('place=kept');
  const kept = await page.evaluate(() => ({ ...sessionStorage }));
  const other = await context.newPage();
  await other.addInitScript((storage) => {
    // Without Web Locks, a window cannot know that another one has the session.
    Object.defineProperty(navigator, 'locks', { value: undefined });
    for (const [key, value] of Object.entries(storage)) sessionStorage.setItem(key, value);
  }, kept);
  await other.goto(shellPath({ namespace: 'team-a', pod: 'debian' }));
  const second = podShell.at({ page: other });
  await second.waitForState('ready');
  expect((await second.run('echo $place')).output).toBe('kept');
  await expectFailure(shell, 'taken-over', /another window/);
  await page.getByRole('button', { name: 'Use here' }).click();
  await shell.waitForState('ready');
  expect((await shell.run('echo $place')).output).toBe('kept');
  await second.waitForState('failed');
});
