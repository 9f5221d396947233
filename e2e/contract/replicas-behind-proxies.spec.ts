/** Replicas behind the proxies of docs/proxies.md, which may give each request to another one. */

import { freePort } from '#scripts/free-port.ts';
import { PROXY_HOST, type ProxyName, ReverseProxy } from '../support/reverse-proxy.ts';
import { test as base, expect, expectNoFault } from './support/fixtures.ts';
import { HttpClient } from './support/http-client.ts';
import { LastingTerminal } from './support/lasting-terminal.ts';
import { Replicas } from './support/replicas.ts';
import { TerminalClient } from './support/terminal-client.ts';
import { signIn, tokensOf } from './support/users.ts';

const REPLICAS = 3;
const SHELL = '/api/pods/team-a/debian/shell';

/** Counts until it is sent a line. Not by reading that line with a timeout: bash may lose it when the time is up. */
const COUNT = `stty -echo
exec 3<&0 4<> <(:)
trap x=1 USR1
(read -r _ <&3; kill -USR1 $$) &
i=0
until [ "$x" ]; do echo $((i += 1)); read -t 0.02 -u 4 -r _; done
echo "end $i"`;
const BUSY = ['bash', '-c', COUNT];

interface Site {
  readonly url: string;
  readonly ca: string;
  readonly api: HttpClient;
  /** Headers of alice's browser. */
  readonly headers: { readonly cookie: string };
  /** Headers of a program of alice's. */
  readonly bearer: { readonly authorization: string };
}

interface TestFixtures {
  /** Signs alice in through a proxy as it is documented, or with a change to that. */
  readonly behind: (name: ProxyName, change?: (block: string) => string) => Promise<Site>;
}

interface WorkerFixtures {
  readonly replicas: Replicas;
}

const test = base.extend<TestFixtures, WorkerFixtures>({
  replicas: [
    async ({ cluster, stateDirectory }, use) => {
      const env = {
        KUBECONFIG: cluster.kubeconfig,
        PODSHELL_STATE_DIR: stateDirectory,
        PODSHELL_AUTH: 'token',
        PODSHELL_ALLOWED_HOSTS: PROXY_HOST,
        PODSHELL_TRUSTED_PROXIES: '127.0.0.1',
        PODSHELL_DRAIN_SECONDS: '600',
      };
      const replicas = await Replicas.start(env, REPLICAS);
      await use(replicas);
      await replicas.stop();
      for (const { stderr } of replicas.servers) expectNoFault(stderr);
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  behind: async ({ cluster, replicas }, use) => {
    const proxies: ReverseProxy[] = [];
    await use(async (name, change = (block) => block) => {
      const { addresses: servers } = replicas;
      const port = await freePort();
      const proxy = await ReverseProxy.start({ name, servers, port, block: 'with replicas', change });
      proxies.push(proxy);
      const { localUrl: url, caPem: ca } = proxy;
      const { alice } = await tokensOf(cluster.kubeconfig);
      const headers = await signIn(url, alice, ca);
      return { url, ca, api: new HttpClient(url, ca), headers, bearer: { authorization: `Bearer ${alice}` } };
    });
    for (const proxy of proxies) await proxy.stop();
  },
});

/** Asks once for each replica. */
function each<Answer>(ask: () => Promise<Answer>): Promise<readonly Answer[]> {
  return Promise.all(Array.from({ length: REPLICAS }, ask));
}

for (const name of ['haproxy', 'nginx', 'caddy'] as const) {
  test(`${name} with the documented configuration needs no stickiness`, async ({ behind }) => {
    ReverseProxy.need(name);
    const { url, ca, api, headers } = await behind(name);
    const sessionIds = await each(() => api.issue(SHELL, {}, headers));
    const listed = await each(async () => (await api.get('/api/sessions', headers)).json().items);
    for (const items of listed) expect(items).toHaveLength(REPLICAS);

    for (const sessionId of sessionIds) {
      const first = await TerminalClient.bind(url, sessionId, { headers, ca });
      expect(await first.run('kept=yes; echo over a socket')).toBe('over a socket');
      first.line.cut();
      const transport = 'xhr_streaming';
      const second = await TerminalClient.bind(url, sessionId, {
        headers,
        ca,
        transport,
        Offset: first.offset,
      });
      expect(await second.message('bound')).toMatchObject({ Resumed: true, Offset: first.offset });
      expect(await second.run('echo $kept')).toBe('yes');
      second.type('exit 3\n');
      expect(await second.exit()).toMatchObject({ code: 3 });
    }

    expect((await api.call('POST', '/api/signout', { headers })).status).toBe(204);
    expect(await each(async () => (await api.get('/api/me', headers)).status)).toEqual([401, 401, 401]);
  });
}

test('a rolling restart of all replicas loses no busy shell and no byte', async ({ replicas, behind }) => {
  ReverseProxy.need('haproxy');
  // It does not ask how the servers are: those that drain get as much as the others.
  const { url, ca, api, headers, bearer } = await behind('haproxy', (block) =>
    block.replace(/^.*(httpchk|http-check).*\n/gm, '').replaceAll(/ check inter \w+/g, ''),
  );
  const old = [...replicas.servers];
  const terminals: LastingTerminal[] = [];
  for (const server of old) {
    for (const transport of ['xhr_streaming', 'websocket', 'websocket'] as const) {
      // Whoever is asked itself opens it itself.
      const sessionId = await new HttpClient(server.url).issue(SHELL, { command: BUSY }, bearer);
      expect(replicas.ownerOf(sessionId)).toBe(server);
      terminals.push(new LastingTerminal(url, sessionId, { headers, ca, transport }));
    }
  }
  const ownedBy = (server: (typeof old)[number]) =>
    terminals.filter(({ sessionId }) => replicas.ownerOf(sessionId) === server);
  const lines = () => terminals.map(({ text }) => text.split('\n').length);
  const allGoOn = async (): Promise<void> => {
    const before = lines();
    const moved = () => lines().map((now, index) => now > (before[index] ?? 0) + 2);
    const goOn = async () => expect.poll(moved, { intervals: [50] }).toEqual(before.map(() => true));
    // A shell that is lost says why.
    await Promise.race([goOn(), Promise.all(terminals.map(({ exited }) => exited))]);
  };

  for (const server of old) {
    await test.step('one more starts, and another one drains, whose shells are reached through the others', async () => {
      await replicas.startNext();
      server.signal('SIGTERM');
      const draining = new HttpClient(server.url);
      await expect.poll(async () => (await draining.get('/readyz')).status, { intervals: [50] }).toBe(503);
      for (const terminal of ownedBy(server)) terminal.cut();
      await allGoOn();
    });
  }

  await test.step('new shells open in the new replicas, whichever is asked', async () => {
    for (const _ of replicas.addresses) {
      const sessionId = await api.issue(SHELL, {}, headers);
      expect(old).not.toContain(replicas.ownerOf(sessionId));
      expect((await api.call('DELETE', `/api/sessions/${sessionId}`, { headers })).status).toBe(204);
    }
  });

  for (const server of old) {
    await test.step('each of the old ones ends with its last shell', async () => {
      for (const terminal of ownedBy(server)) terminal.finish('\n');
      for (const terminal of ownedBy(server)) {
        expect(await terminal.exited).toMatchObject({ code: 0 });
        const { text, binds } = terminal;
        const [, last = ''] = /end (\d+)\r\n$/.exec(text) ?? [];
        const counted = Array.from({ length: Number(last) }, (_, number) => `${number + 1}\r\n`).join('');
        expect(text).toBe(`${counted}end ${last}\r\n`);
        expect(binds).toBeGreaterThan(1);
      }
      expect(await server.exited()).toBe(0);
    });
  }
});
