import type { Frame, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { EmbedHost, type Heard, type HostWindow } from '../support/embed-host.ts';
import { test as base, expect } from '../support/fixtures.ts';
import { PodshellServer } from '../support/podshell-server.ts';

interface Hosts {
  /** A listed origin, which may frame shells. */
  readonly portal: EmbedHost;
  /** An origin that is not listed. */
  readonly stranger: EmbedHost;
}

const test = base.extend<object, Hosts>({
  portal: [
    async ({ browserName: _anyBrowser }, use) => {
      const host = await EmbedHost.start();
      await use(host);
      await host.dispose();
    },
    { scope: 'worker' },
  ],
  stranger: [
    async ({ browserName: _anyBrowser }, use) => {
      const host = await EmbedHost.start();
      await use(host);
      await host.dispose();
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ cluster, portal }, use) => {
      const env = { PODSHELL_FRAME_ANCESTORS: `https://unused.example.com, ${portal.origin}` };
      const server = await PodshellServer.start({ kubeconfig: cluster.kubeconfig, env });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

const shellOf = (pod: string) => `/shell/team-a/${pod}?embed=1`;

/** The first frame of a host's page. */
function frameOf(page: Page): Frame {
  const [frame] = page.mainFrame().childFrames();
  if (frame === undefined) throw new Error('The page has no frame');
  return frame;
}

function heard(page: Page): Promise<readonly Heard[]> {
  return page.evaluate(() => (window as unknown as HostWindow).heard);
}

/** The frame's messages of one type, in order. */
async function messages(page: Page, type: string): Promise<readonly unknown[]> {
  return (await heard(page))
    .map(({ data }) => data)
    .filter((data) => (data as { type?: unknown } | null)?.type === type);
}

function say(page: Page, data: unknown, origin: string): Promise<void> {
  return page.evaluate(([said, to]) => (window as unknown as HostWindow).say(said, String(to)), [
    data,
    origin,
  ] as const);
}

test('an allowed host can frame a shell and gets its messages', async ({
  page,
  podShell,
  portal,
  server,
}) => {
  await page.goto(portal.pageWith(server.url + shellOf('multi')));
  const frame = frameOf(page);
  const shell = podShell.at({ frame });
  await shell.waitForPrompt();
  await expect(frame.locator('header')).toHaveCount(0);
  await expect
    .poll(() => messages(page, 'ready'))
    .toEqual([
      {
        source: 'podshell',
        type: 'ready',
        namespace: 'team-a',
        pod: 'multi',
        container: 'web',
        shell: expect.stringMatching(/sh$/),
      },
    ]);
  expect(await messages(page, 'state')).toEqual([
    { source: 'podshell', type: 'state', state: 'connecting' },
    { source: 'podshell', type: 'state', state: 'ready' },
  ]);
  for (const { origin } of await heard(page)) expect(origin).toBe(server.url);
  expect(await shell.run('echo framed')).toEqual({ output: 'framed', exitCode: 0 });
  await shell.type('exit 3\n');
  await expect.poll(() => messages(page, 'exit')).toMatchObject([{ source: 'podshell', exitCode: 3 }]);
  await expect(frame.getByRole('button', { name: 'New shell' })).toBeVisible();
});

test('a frame takes the focus only when its host asks for it', async ({ page, podShell, portal, server }) => {
  await page.goto(portal.pageWith(server.url + shellOf('debian')));
  const shell = podShell.at({ frame: frameOf(page) });
  await shell.waitForPrompt();
  await expect(page.getByLabel("The host's own field")).toBeFocused();
  await say(page, { target: 'podshell', type: 'focus' }, server.url);
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');
  await page.keyboard.type('echo by the ho""st\n');
  await shell.waitForText('by the host');
  await page.keyboard.press('Control+Shift+E');
  expect(await shell.isFocused()).toBe(false);
});

test('a frame has only the terminal: no palette, no dock, no links into the application', async ({
  page,
  podShell,
  portal,
  server,
}) => {
  await page.goto(portal.pageWith(server.url + shellOf('debian')));
  const frame = frameOf(page);
  const shell = podShell.at({ frame });
  await shell.waitForPrompt();
  await shell.focus();
  await page.keyboard.press('Control+Shift+K');
  await page.keyboard.press('Control+Shift+E');
  for (const key of ['Control+K', '?', 'g', 'p']) await page.keyboard.press(key);
  // Once the shell has answered later keys, earlier keys have had their effect.
  await shell.focus();
  expect((await shell.run('echo here')).output).toBe('here');
  await expect(frame.getByRole('dialog')).toHaveCount(0);
  await expect(frame.getByRole('combobox')).toHaveCount(0);
  expect(new URL(frame.url()).pathname).toBe('/shell/team-a/debian');
});

test('a host can end the shell', async ({ page, podShell, portal, server }) => {
  await page.goto(portal.pageWith(server.url + shellOf('debian')));
  const shell = podShell.at({ frame: frameOf(page) });
  await shell.waitForPrompt();
  await say(page, { target: 'podshell', type: 'close' }, server.url);
  await shell.waitForState('exited');
  await expect.poll(() => messages(page, 'exit')).toHaveLength(1);
});

test('a failure is shown in the frame, and its code is posted', async ({ page, portal, server }) => {
  await page.goto(portal.pageWith(server.url + shellOf('no-such-pod')));
  const frame = frameOf(page);
  await expect(frame.getByRole('heading', { name: 'Pod not found' })).toBeVisible();
  await expect(frame.getByRole('link', { name: 'Back to pods' })).toHaveAttribute('target', '_blank');
  await expect
    .poll(async () => (await messages(page, 'state')).at(-1))
    .toEqual({ source: 'podshell', type: 'state', state: 'failed', code: 'pod-not-found' });
});

test('an address without a valid name says so in the frame', async ({ page, portal, server }) => {
  await page.goto(portal.pageWith(`${server.url}/shell/team_a/debian?embed=1`));
  await expect(frameOf(page).getByText('“team_a” is not a valid namespace name.')).toBeVisible();
});

test('messages from other windows or in other formats are ignored', async ({
  page,
  podShell,
  portal,
  server,
  stranger,
}) => {
  const [shellPage, friend, enemy] = [server.url + shellOf('debian'), portal.pageWith(), stranger.pageWith()];
  await page.goto(portal.pageWith(shellPage, friend, enemy));
  const frame = frameOf(page);
  const shell = podShell.at({ frame });
  await shell.waitForPrompt();
  await frame.evaluate(() => {
    const arrived: unknown[] = [];
    Object.assign(window, { arrived });
    window.addEventListener('message', ({ data }) => arrived.push(data));
  });
  const close = { target: 'podshell', type: 'close' };
  for (const sibling of page.mainFrame().childFrames().slice(1)) {
    await sibling.waitForLoadState();
    await sibling.evaluate((data) => window.parent.frames[0]?.postMessage(data, '*'), close);
  }
  for (const data of [
    'close',
    null,
    { ...close, target: 'other' },
    { ...close, type: 'stdin', data: 'exit\r' },
  ]) {
    await say(page, data, server.url);
  }
  await expect
    .poll(() => frame.evaluate(() => (window as unknown as { arrived: unknown[] }).arrived.length))
    .toBe(6);
  expect(await shell.run('echo still here')).toEqual({ output: 'still here', exitCode: 0 });
  expect(await messages(page, 'exit')).toEqual([]);
});

test('a host that is not listed gets no frame and opens no shell', async ({ page, server, stranger }) => {
  const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
  const asked: string[] = [];
  page.on('request', (made) => asked.push(`${made.method()} ${new URL(made.url()).pathname}`));
  await page.goto(stranger.pageWith(server.url + shellOf('debian')));
  await refused;
  await expect.poll(() => frameOf(page).url()).toMatch(/^chrome-error:/);
  expect(asked.filter((made) => made.startsWith('POST'))).toEqual([]);
  expect(await heard(page)).toEqual([]);
});

for (const path of ['/pods', '/shell/team-a/debian', '/shell/team-a/debian?embed=0', '/pods?embed=1']) {
  test(`${path} cannot be framed`, async ({ page, portal, server }) => {
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
    await page.goto(portal.pageWith(server.url + path));
    await refused;
    await expect.poll(() => frameOf(page).url()).toMatch(/^chrome-error:/);
  });
}

test('outside a frame the page works and has no accessibility violations', async ({ page, podShell }) => {
  await page.goto(shellOf('debian'));
  const shell = podShell.at();
  await shell.waitForPrompt();
  expect((await shell.run('echo alone')).output).toBe('alone');
  await expectAccessible(page);
});
