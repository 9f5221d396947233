/**
 * Shells through the reverse proxies of docs/proxies.md, as they are configured there: over TLS and HTTP/2, at the root and
 * under a path, with what somebody may have set besides.
 */

import { freePort } from '#scripts/free-port.ts';
import { test as base, expect } from '../support/fixtures.ts';
import { PodshellServer } from '../support/podshell-server.ts';
import { PROXY_HOST, type ProxyName, ReverseProxy } from '../support/reverse-proxy.ts';

const BASE_PATH = '/tools/podshell';

/** Shorter than the time that the test's shell is silent, longer than its heartbeat. Milliseconds. */
const IDLE_MS = 1500;
const HEARTBEAT_SECONDS = '0.3';

interface Variant {
  /** Idle limits, buffers, compression and small headers, as far as the proxy has them. */
  readonly strict: (block: string) => string;
  readonly withoutWebSockets: (block: string) => string;
}

const VARIANTS: Readonly<Record<ProxyName, Variant>> = {
  nginx: {
    strict: (block) =>
      block
        .replace('proxy_buffering off;', `proxy_buffering on; proxy_read_timeout ${IDLE_MS}ms;`)
        .replace(/(proxy_buffer_size|proxy_buffers 8|large_client_header_buffers 4) \d+k/g, '$1 4k')
        .replace('server_name', 'gzip on; gzip_types *; server_name'),
    withoutWebSockets: (block) => block.replace(/^.*(Upgrade|Connection) \$.*\n/gm, ''),
  },
  caddy: {
    strict: (block) => block.replace('{\n', '{\n encode gzip\n'),
    withoutWebSockets: (block) =>
      block.replace('{\n', '{\n @sockets header Upgrade websocket\n respond @sockets 403\n'),
  },
  haproxy: {
    strict: (block) =>
      block
        .replace(/timeout (client|server|tunnel) \w+/g, `timeout $1 ${IDLE_MS}ms`)
        .replace('timeout connect', 'compression algo gzip\n    timeout connect'),
    withoutWebSockets: (block) =>
      block.replace(
        'option forwardfor',
        'option forwardfor\n    http-request deny if { hdr(upgrade) -i websocket }',
      ),
  },
};

const test = base.extend<object, { readonly behind: PodshellServer }>({
  // The proxies have certificates that nobody knows.
  launchOptions: [
    async ({ launchOptions }, use) =>
      use({ ...launchOptions, args: [...(launchOptions.args ?? []), '--ignore-certificate-errors'] }),
    { scope: 'worker' },
  ],
  behind: [
    async ({ cluster }, use) => {
      const env = {
        PODSHELL_PUBLIC_URL: `https://${PROXY_HOST}${BASE_PATH}`,
        PODSHELL_TRUSTED_PROXIES: '127.0.0.1',
        PODSHELL_HEARTBEAT_SECONDS: HEARTBEAT_SECONDS,
      };
      const server = await PodshellServer.start({ kubeconfig: cluster.kubeconfig, env });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

for (const name of Object.keys(VARIANTS) as ProxyName[]) {
  const { strict, withoutWebSockets } = VARIANTS[name];

  test.describe(`behind ${name}`, () => {
    ReverseProxy.need(name);

    test('a shell under a path outlives silence and a restart of the proxy', async ({
      page,
      behind,
      podShell,
    }) => {
      const port = await freePort();
      const proxy = await ReverseProxy.start({
        name,
        servers: [`127.0.0.1:${behind.port}`],
        port,
        block: 'under a path',
        change: strict,
      });
      try {
        await page.goto(`${proxy.url}${BASE_PATH}/pods?namespace=team-a`);
        await expect(page.getByText('Live', { exact: true })).toBeVisible();
        const version = () =>
          performance.getEntriesByType('navigation').map((entry) => entry.toJSON().nextHopProtocol);
        expect(await page.evaluate(version)).toEqual(['h2']);

        const sockets: string[] = [];
        page.on('websocket', (socket) => sockets.push(socket.url()));
        const shell = await podShell.open(
          { namespace: 'team-a', pod: 'debian' },
          { url: proxy.url + BASE_PATH },
        );
        expect((await shell.run(`sleep ${(2 * IDLE_MS) / 1000}; echo la""te`)).output).toBe('late');
        expect(sockets).toHaveLength(1);
        expect(sockets[0]).toContain(`${PROXY_HOST}:${port}${BASE_PATH}/ws/`);

        await proxy.end();
        await expect.poll(() => shell.state()).toBe('reconnecting');
        await shell.type('echo ty""ped-away\n');
        await proxy.launch();
        await shell.waitForText('typed-away');
        expect((await shell.text()).match(/^typed-away$/gm)).toHaveLength(1);
      } finally {
        await proxy.stop();
      }
    });

    test('a shell opens over HTTP where WebSockets do not pass', async ({ page, behind, podShell }) => {
      const proxy = await ReverseProxy.start({
        name,
        servers: [`127.0.0.1:${behind.port}`],
        port: await freePort(),
        change: withoutWebSockets,
      });
      try {
        const url = proxy.url + BASE_PATH;
        const shell = await podShell.open({ namespace: 'team-b', pod: 'debian' }, { url });
        const paste = 'x'.repeat(3_000);
        expect((await shell.run(`printf %s ${paste} | wc -c`)).output.trim()).toBe('3000');
        expect(page.url()).toBe(`${url}/shell/team-b/debian`);
      } finally {
        await proxy.stop();
      }
    });
  });
}
