import { shellPath } from '#playwright';
import { expect, test } from '../support/fixtures.ts';

test('open returns a shell at its prompt', async ({ page, podShell }) => {
  const shell = await podShell.open({ namespace: 'team-a', pod: 'multi', container: 'sidecar' });
  expect(await shell.state()).toBe('ready');
  expect(await shell.exitCode()).toBeNull();
  expect(await shell.failure()).toBeNull();
  expect(await shell.text()).toMatch(/[$#]$/);
  await expect(page).toHaveURL(/\/shell\/team-a\/multi\?container=sidecar$/);
});

test('open takes a context', async ({ cluster, podShell }) => {
  const [context = ''] = cluster.contexts;
  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian', context });
  expect((await shell.run('echo here')).output).toBe('here');
});

test('two shells are open at once, each on its own page', async ({ context, podShell }) => {
  const first = await podShell.open({ namespace: 'team-a', pod: 'debian' });
  const page = await context.newPage();
  const second = await podShell.open({ namespace: 'team-b', pod: 'debian' }, { page });
  await first.run('place=first');
  await second.run('place=second');
  expect((await first.run('echo $place')).output).toBe('first');
  expect((await second.run('echo $place')).output).toBe('second');
});

test('visit does not wait, and failure gives the reason', async ({ podShell }) => {
  const shell = await podShell.visit({ namespace: 'team-a', pod: 'no-such-pod' });
  await shell.waitForState('failed');
  expect(await shell.failure()).toMatchObject({ code: 'pod-not-found' });
});

test('at returns a terminal that is already open', async ({ page, podShell }) => {
  await page.goto(shellPath({ namespace: 'team-a', pod: 'busybox' }));
  const shell = podShell.at();
  await shell.waitForPrompt();
  const [terminal] = await podShell.terminals();
  expect(terminal).toMatchObject({ namespace: 'team-a', pod: 'busybox', state: 'ready' });
  expect(await podShell.at({ id: terminal?.id ?? '' }).run('echo same')).toMatchObject({ output: 'same' });
});

test('terminals are read while the page is being left', async ({ page, podShell }) => {
  for (let visit = 0; visit < 5; visit += 1) {
    let isThere = false;
    const leaving = page.goto('/healthz').then(() => {
      isThere = true;
    });
    while (!isThere) expect(await podShell.terminals()).toEqual([]);
    await leaving;
  }
});

test('shells opened with open end after the test', async ({ browser, openShell, server, podShell }) => {
  const other = await browser.newPage();
  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' }, { page: other, url: server.url });
  await podShell.dispose();
  expect(await shell.state()).toBe('exited');
  await other.close();
  // The tests' own `openShell` fixture uses the same kit.
  expect(await (await openShell({ pod: 'debian' })).state()).toBe('ready');
});

test.describe('with options', () => {
  test.use({ podShellOptions: { prompt: /ready> ?$/, timeout: 20_000 } });

  test('open waits for a custom prompt', async ({ podShell }) => {
    const shell = await podShell.visit({ namespace: 'team-a', pod: 'debian' });
    await shell.type("PS1='ready''> '\n");
    await shell.waitForPrompt();
    expect((await shell.run('echo a')).output).toBe('a');
    expect(await shell.text()).toMatch(/ready>$/);
  });
});

test.describe('without a prompt', () => {
  test.use({ podShellOptions: { prompt: null } });

  test('run works without a prompt', async ({ podShell }) => {
    const shell = await podShell.open({ namespace: 'team-a', pod: 'busybox' });
    await shell.run("PS1=''");
    expect(await shell.run('echo quiet; (exit 5)')).toEqual({ output: 'quiet', exitCode: 5 });
  });
});
