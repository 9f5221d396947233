/** Several servers behind one nginx, as docs/proxies.md configures it: two base paths at once, and a rolling restart. */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '#scripts/free-port.ts';
import { ReverseProxy } from '../support/reverse-proxy.ts';
import { expect, test } from './support/fixtures.ts';
import { HttpClient } from './support/http-client.ts';
import type { Podshell } from './support/podshell.ts';
import { TerminalClient } from './support/terminal-client.ts';

ReverseProxy.need('nginx');

const STATIC = join(import.meta.dirname, '..', '..', '.next', 'static');

const ONE = '/podshell';
const TWO = '/tools/two';
const TERMINALS_EACH = 10;

/** The location of the documented block for each base path, with the address of its server. */
function locations(servers: Readonly<Record<string, Podshell>>): (block: string) => string {
  return (block) =>
    block.replace(/^ {4}location [\s\S]*?^ {4}\}$/m, (location) =>
      Object.entries(servers)
        .map(([basePath, { url }]) =>
          location
            .replace(/location \S+/, `location ${basePath}/`)
            .replace(/proxy_pass [^;]+/, `proxy_pass ${new URL(url).origin}`),
        )
        .join('\n'),
    );
}

test('two base paths at once; a rolling restart of one loses no keystroke of open terminals', async ({
  serve,
}) => {
  const start = (basePath: string) =>
    serve({
      PODSHELL_PUBLIC_URL: `http://127.0.0.1${basePath}`,
      PODSHELL_TRUSTED_PROXIES: '127.0.0.1',
      PODSHELL_DRAIN_SECONDS: '600',
    });
  const [one, two] = await Promise.all([start(ONE), start(TWO)]);
  const change = locations({ [ONE]: one, [TWO]: two });
  const proxy = await ReverseProxy.start({
    name: 'nginx',
    servers: [],
    port: await freePort(),
    block: 'under a path',
    change,
  });
  const ca = proxy.caPem;
  const api = new HttpClient(proxy.localUrl, ca);
  try {
    await test.step('pages and files have the path that they are asked for under', async () => {
      const files = (await readdir(STATIC, { recursive: true, withFileTypes: true }))
        .filter((file) => file.isFile() && /\.(js|css)$/.test(file.name))
        .map((file) => join(file.parentPath, file.name).slice(STATIC.length));
      for (const [own, other] of [
        [ONE, TWO],
        [TWO, ONE],
      ] as const) {
        const page = await api.get(`${own}/pods`);
        expect(page.status).toBe(200);
        expect(page.text).toContain(`"${own}/_next/static/`);
        const texts = await Promise.all(
          files.map(async (file) => {
            const { status, text } = await api.get(`${own}/_next/static${file}`);
            expect(status, file).toBe(200);
            return text;
          }),
        );
        expect(texts.some((text) => text.includes(own))).toBe(true);
        for (const text of [page.text, ...texts]) expect(text).not.toContain(other);
      }
    });

    const open = async (basePath: string): Promise<TerminalClient> => {
      const sessionId = await api.issue(`${basePath}/api/pods/team-a/debian/shell`, {
        command: ['sh', '-c', 'stty -echo; echo ready; exec cat'],
      });
      const terminal = await TerminalClient.bind(proxy.localUrl, sessionId, {
        prefix: `${basePath}/ws/api/sockjs`,
        // Old and new server do not know each other: nothing but an open connection leads to the old one.
        transport: 'websocket',
        ca,
        Ack: true,
      });
      await terminal.sees('ready\r\n');
      return terminal;
    };
    const openAll = (basePath: string) =>
      Promise.all(Array.from({ length: TERMINALS_EACH }, () => open(basePath)));
    const onOld = await openAll(ONE);
    const onOther = await openAll(TWO);

    let typed = 0;
    /** One more line into each terminal. */
    const type = (terminals: readonly TerminalClient[]): void => {
      typed += 1;
      for (const terminal of terminals) for (const key of `line ${typed}\n`) terminal.type(key);
    };
    const expectAll = async (terminals: readonly TerminalClient[], first = 1): Promise<void> => {
      const lines = Array.from({ length: typed - first + 1 }, (_, index) => `line ${first + index}\r\n`);
      await Promise.all(terminals.map((terminal) => terminal.sees(lines.at(-1) ?? '')));
      for (const { text } of terminals)
        expect(text.slice(text.indexOf('ready\r\n') + 7)).toBe(lines.join(''));
    };
    const all = [...onOld, ...onOther];
    type(all);

    await test.step('new shells go to the new server, open ones stay on the old one', async () => {
      const next = await start(ONE);
      type(all);
      await proxy.reload(locations({ [ONE]: next, [TWO]: two }));
      type(all);
      one.process.signal('SIGTERM');
      await onOld[0]?.message('toast');
      type(all);
      // Until all of nginx has the new configuration, the old server answers that it is stopping.
      const arrived = async () => (await api.post(`${ONE}/api/pods/team-a/debian/shell`, {})).status;
      await expect.poll(arrived, { intervals: [50] }).toBe(201);
      type(all);
      await expectAll(all);
    });

    await test.step('the old server stops with its last shell, and others do not notice', async () => {
      for (const terminal of onOld) terminal.type('\u0004');
      expect(await Promise.all(onOld.map(async (terminal) => (await terminal.exit()).code))).toEqual(
        onOld.map(() => 0),
      );
      type(onOther);
      expect(await one.process.exited()).toBe(0);
      type(onOther);
      await expectAll(onOther);
      await (await open(ONE)).end();
      await Promise.all(onOther.map((terminal) => terminal.end()));
    });
  } finally {
    await proxy.stop();
  }
});
