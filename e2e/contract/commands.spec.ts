/** What the commands print, and that they leave nothing behind. */

import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, runningOf } from './support/command.ts';
import { expect, test } from './support/fixtures.ts';
import { HttpClient } from './support/http-client.ts';
import { SockJsClient } from './support/sockjs-client.ts';
import { TerminalClient } from './support/terminal-client.ts';

/** The contract's limit. */
const STOP_MS = 5_000;

let folder: string;
let started: Command | undefined;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-commands-'));
});
test.afterEach(async () => {
  started?.dispose();
  await rm(folder, { recursive: true, force: true });
});

function start(args: readonly string[], env: Readonly<Record<string, string>>): Command {
  started = new Command(args, env);
  return started;
}

/** A shell whose program ignores HUP: the hardest to end. */
async function openBusyShell(url: string): Promise<TerminalClient> {
  const api = new HttpClient(url);
  const status = async () => (await api.get('/api/pods/team-a/debian')).json().status;
  await expect.poll(status, { intervals: [50] }).toBe('Running');
  const terminal = await TerminalClient.bind(url, await api.issue());
  expect(await terminal.run('echo $((6*7))')).toBe('42');
  terminal.type('sh -c \'trap "" HUP; echo; echo busy; exec sleep 1000\'\n');
  await terminal.sees(/^busy\r$/m);
  return terminal;
}

test.describe('npm run demo', () => {
  for (const [how, stop] of [
    ['SIGTERM', (demo: Command) => demo.signal('SIGTERM')],
    ['Ctrl+C', (demo: Command) => demo.signalGroup('SIGINT')],
  ] as const) {
    test(`serves, and leaves no process 5 s after ${how}`, async () => {
      // Files that it leaves in the user's home are found at the end, too.
      const env = {
        PORT: '0',
        TMPDIR: folder,
        XDG_STATE_HOME: join(folder, 'state'),
        // npm's own compile cache does not count.
        NODE_DISABLE_COMPILE_CACHE: '1',
      };
      const demo = start(['run', 'demo'], env);
      const url = await demo.says(/^Podshell is at (http:\/\/127\.0\.0\.1:\d+)$/m);
      const terminal = await openBusyShell(url);
      const family = demo.family();
      expect(family.length).toBeGreaterThan(5);
      stop(demo);
      expect(await demo.exited(STOP_MS)).toBe(0);
      expect(await terminal.line.closed()).not.toBe(0);
      await expect.poll(() => runningOf(family), { timeout: 2_000 }).toEqual([]);
      expect(await readdir(folder)).toEqual([]);
      expect(demo.output).not.toMatch(/^\s+at /m);
    });
  }
});

test.describe('npm start', () => {
  for (const [how, stop] of [
    ['SIGTERM', (server: Command) => server.signal('SIGTERM')],
    ['SIGTERM to its whole group', (server: Command) => server.signalGroup('SIGTERM')],
    ['Ctrl+C', (server: Command) => server.signalGroup('SIGINT')],
  ] as const) {
    test(`drains on ${how} and exits with 0`, async ({ cluster }) => {
      const server = start(['start'], {
        PORT: '0',
        KUBECONFIG: cluster.kubeconfig,
        PODSHELL_STATE_DIR: join(folder, 'state'),
        PODSHELL_DRAIN_SECONDS: '600',
      });
      const url = await server.says(/^Podshell is at (http:\/\/127\.0\.0\.1:\d+)$/m);
      expect(server.output).toMatch(/^Context admin \(https:\/\/\S+\), and \d more contexts, from \/\S+$/m);
      const terminal = await TerminalClient.bind(url, await new HttpClient(url).issue());
      await terminal.run('true');
      stop(server);
      await terminal.message('toast');
      expect(await terminal.run('echo still here')).toBe('still here');
      terminal.type('exit\n');
      expect(await server.exited(STOP_MS)).toBe(0);
    });
  }
});

test('npm run demo:cluster prints a working kubeconfig and stops in time', async ({ serve }) => {
  const kubeconfig = join(folder, 'kubeconfig');
  const cluster = start(['run', 'demo:cluster', '--', '--kubeconfig', kubeconfig], { TMPDIR: folder });
  expect(await cluster.says(/^Kubeconfig: (\S+)$/m)).toBe(kubeconfig);
  await cluster.says(/(KUBECONFIG=\S+ kubectl )/);
  expect((await stat(kubeconfig)).mode & 0o777).toBe(0o600);
  const podshell = await serve({ KUBECONFIG: kubeconfig, PODSHELL_STATE_DIR: join(folder, 'state') });
  await openBusyShell(podshell.url);
  await podshell.stop();
  const family = cluster.family();
  cluster.signalGroup('SIGINT');
  expect(await cluster.exited(STOP_MS)).toBe(0);
  await expect.poll(() => runningOf(family), { timeout: 2_000 }).toEqual([]);
});

test('npm run sockjs:server serves the four services of the protocol suite', async () => {
  const server = start(['run', 'sockjs:server'], { PORT: '0' });
  const url = await server.says(/(http:\/\/127\.0\.0\.1:\d+)/);
  const api = new HttpClient(url);
  for (const prefix of ['/echo', '/disabled_websocket_echo', '/cookie_needed_echo', '/close']) {
    const greeting = await api.get(prefix);
    expect([greeting.status, greeting.text]).toEqual([200, 'Welcome to SockJS!\n']);
    const info = (await api.get(`${prefix}/info`)).json();
    expect(info.websocket).toBe(prefix !== '/disabled_websocket_echo');
    expect(info.cookie_needed).toBe(prefix === '/cookie_needed_echo');
  }
  const echo = await new SockJsClient(url, { prefix: '/echo' }).opened();
  const answer = new Promise((resolve) => {
    echo.onMessage = resolve;
  });
  echo.send('日本語');
  expect(await answer).toBe('日本語');
  const closing = new SockJsClient(url, { prefix: '/close' });
  expect(await closing.closeFrame()).toEqual({ code: 3000, reason: 'Go away!' });
  echo.cut();
  server.signal('SIGTERM');
  expect(await server.exited(STOP_MS)).toBe(0);
});
