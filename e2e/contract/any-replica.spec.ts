/** Any replica answers for all of them, without stickiness. */

import { EventStream } from './support/event-stream.ts';
import { test as base, expect } from './support/fixtures.ts';
import { HttpClient } from './support/http-client.ts';
import { Replicas, replicaIn } from './support/replicas.ts';
import { HTTP_TRANSPORTS } from './support/sockjs-over-http.ts';
import { signIn, tokensOf, type UserName } from './support/users.ts';

type Cookies = { readonly cookie: string };

interface Shared {
  readonly replicas: Replicas;
  /** Users who have signed in once, at whichever replica. */
  readonly users: Readonly<Record<UserName, Cookies>>;
}

const test = base.extend<object, Shared>({
  replicas: [
    async ({ cluster, stateDirectory }, use) => {
      const replicas = await Replicas.start({
        KUBECONFIG: cluster.kubeconfig,
        PODSHELL_STATE_DIR: stateDirectory,
        PODSHELL_AUTH: 'token',
        PODSHELL_DRAIN_SECONDS: '60',
      });
      await use(replicas);
      await replicas.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  users: [
    async ({ cluster, replicas }, use) => {
      const tokens = await tokensOf(cluster.kubeconfig);
      const signedIn = async (name: UserName) => signIn(replicas.url, tokens[name]);
      await use({
        admin: await signedIn('admin'),
        alice: await signedIn('alice'),
        bob: await signedIn('bob'),
      });
    },
    { scope: 'worker' },
  ],
});

/** As many attempts as let each replica be the one that is asked. */
const TURNS = [1, 2, 3] as const;

async function issue(replicas: Replicas, headers: Cookies, body: object = {}): Promise<string> {
  return replicas.api.issue('/api/pods/team-a/debian/shell', body, headers);
}

async function list(replicas: Replicas, headers: Cookies): Promise<readonly string[]> {
  const { items } = (await replicas.api.get('/api/sessions', headers)).json() as {
    items: readonly { readonly sessionId: string }[];
  };
  return items.map(({ sessionId }) => sessionId);
}

test('a sign-in at one replica is one at all', async ({ replicas, users }) => {
  for (const _turn of TURNS) {
    const reply = await replicas.api.get('/api/me', users.alice);
    expect(reply.json()).toMatchObject({ user: 'alice', mode: 'token' });
    expect((await replicas.api.get('/api/me')).status).toBe(401);
  }
});

test.describe('a shell', () => {
  for (const transport of ['websocket', ...HTTP_TRANSPORTS] as const) {
    test(`works over ${transport} from any replica, with and without its replica's name in the path`, async ({
      replicas,
      users: { alice },
    }) => {
      const sessionIds = [];
      for (const _turn of TURNS) sessionIds.push(await issue(replicas, alice));
      expect(new Set(sessionIds.map(replicaIn)).size).toBe(3);
      for (const sessionId of sessionIds) {
        const options = { transport, headers: alice };
        const first = await replicas.bind(sessionId, options);
        expect(await first.run('kept=yes; echo "$kept"')).toBe('yes');
        first.line.cut();
        const { offset } = first;
        const named = { ...options, server: replicaIn(sessionId) };
        await expect
          .poll(async () => {
            const again = await replicas.bind(sessionId, { ...named, Offset: offset });
            const { Resumed } = await again.message('bound');
            const text = await again.run('echo "$kept"');
            await again.end();
            return [Resumed, text];
          })
          .toEqual([true, 'yes']);
      }
    });
  }

  for (const transport of ['websocket', ...HTTP_TRANSPORTS] as const) {
    test(`is watched over ${transport} from any replica by whoever may exec there, who may be given the keyboard`, async ({
      replicas,
      users: { alice, admin, bob },
    }) => {
      const sessionId = await issue(replicas, alice);
      const owner = await replicas.bind(sessionId, { headers: alice, Cols: 91, Rows: 17 });
      expect(await owner.run('echo "seen"')).toBe('seen');
      const path = `/api/sessions/${sessionId}/viewers`;
      expect((await replicas.api.call('POST', path, { headers: admin })).status).toBe(404);
      for (const named of [false, true]) {
        const shared = await replicas.api.call('POST', path, { headers: alice });
        expect(shared.status).toBe(201);
        const { viewId, url } = shared.json() as { viewId: string; url: string };
        expect(new URL(url).pathname).toBe(`/watch/${viewId}`);
        expect(replicaIn(viewId)).toBe(replicaIn(sessionId));
        const looks = async (headers: Cookies) =>
          (await replicas.api.get(`/api/views/${viewId}`, headers)).status;
        expect([await looks(admin), await looks(bob)]).toEqual([200, 403]);

        const options = { transport, watches: true, ...(named ? { server: replicaIn(viewId) } : {}) };
        const refused = await replicas.bind(viewId, { ...options, headers: bob });
        expect(await refused.closeFrame()).toMatchObject({ code: 4403 });
        const watcher = await replicas.bind(viewId, { ...options, headers: admin });
        expect(await watcher.message('bound')).toMatchObject({ ReadOnly: true, SessionID: viewId });
        expect(await watcher.message('size')).toMatchObject({ Cols: 91, Rows: 17 });
        await watcher.sees('seen\r\n');
        watcher.type('echo not typed\n');
        const id = await watcher.says('its own id', ({ You }) => You);
        watcher.send({ Op: 'keyboard', Agree: true });
        owner.send({ Op: 'keyboard', Watcher: id, Agree: true });
        const has = JSON.stringify({ ID: id, Name: 'admin', Keyboard: 'has' });
        await watcher.says('that it has the keyboard', ({ Watchers }) =>
          JSON.stringify(Watchers)?.includes(has) ? true : undefined,
        );
        expect(await watcher.run('echo "$((40 + 2))"')).toBe('42');
        const mine = `mine ${named}`;
        expect(await owner.run(`echo "${mine}"`)).toBe(mine);
        await watcher.sees(`${mine}\r\n`);
        expect(owner.text).not.toContain('not typed');
        const removed = await replicas.api.call('DELETE', `${path}/${id}`, { headers: alice });
        expect(removed.status).toBe(204);
        expect(await watcher.closeFrame()).toMatchObject({ code: 4403 });
      }
      await owner.end();
    });
  }

  test('is taken over, listed and ended from any replica', async ({ replicas, users: { alice } }) => {
    for (const _turn of TURNS) {
      const sessionId = await issue(replicas, alice);
      const first = await replicas.bind(sessionId, { headers: alice });
      await first.run('here=1');
      const second = await replicas.bind(sessionId, { headers: alice, Offset: first.offset });
      expect(await first.closeFrame()).toMatchObject({ code: 4409 });
      expect(await second.run('echo "$here"')).toBe('1');
      for (const _other of TURNS) expect(await list(replicas, alice)).toContain(sessionId);
      const ended = await replicas.api.call('DELETE', `/api/sessions/${sessionId}`, { headers: alice });
      expect(ended.status).toBe(204);
      await second.message('exit');
      await second.closeFrame();
      for (const _other of TURNS) expect(await list(replicas, alice)).not.toContain(sessionId);
    }
  });

  test('carries a flood through two replicas, whole', async ({ replicas, users: { alice } }) => {
    const command = ['sh', '-c', 'read line; seq 1 200000; echo end'];
    const sessionId = await issue(replicas, alice, { command });
    const ack = { Ack: true, headers: alice, early: ['go\n'] };
    const terminal = await replicas.bind(sessionId, ack);
    expect(await terminal.exit()).toMatchObject({ code: 0 });
    const digits = Array.from({ length: 200_000 }, (_none, at) => `${at + 1}\r\n`).join('');
    expect(terminal.bytes).toBe(`go\r\n${digits}end\r\n`.length);
  });

  test('is nobody else’s, whichever replica is asked', async ({ replicas, users: { alice, admin } }) => {
    const sessionId = await issue(replicas, alice);
    for (const server of ['000', replicaIn(sessionId)]) {
      for (const _turn of TURNS) {
        const other = await replicas.bind(sessionId, { headers: admin, server });
        expect(await other.closeFrame()).toMatchObject({ code: 4404 });
      }
    }
    for (const _turn of TURNS) {
      const refused = await replicas.api.call('DELETE', `/api/sessions/${sessionId}`, { headers: admin });
      expect(refused.status).toBe(404);
      expect(refused.json()).toMatchObject({ code: 'session-not-found' });
    }
    const own = await replicas.bind(sessionId, { headers: alice });
    await own.message('bound');
    await own.end();
  });
});

test('pod lists share a stream, whichever replica is told what it carries', async ({
  replicas,
  users: { alice },
}) => {
  const stream = new EventStream(await replicas.api.open('GET', '/api/pods/streams', { headers: alice }));
  const { data } = await stream.next('its name', ({ type }) => type === 'opened');
  for (const turn of TURNS) {
    const subjects = Object.fromEntries(TURNS.slice(0, turn).map((name) => [name, 'namespace=team-a']));
    const path = `/api/pods/streams?stream=${data.stream}`;
    expect((await replicas.api.call('PUT', path, { headers: alice, body: { subjects } })).status).toBe(204);
    await stream.next(`list ${turn}`, ({ type }) => type === `${turn}.snapshot`);
  }
  stream.close();
});

const LOG = '/api/pods/team-a/debian/log?container=debian&tail=1';

test('a log is read by whichever replica is asked, with the caller’s own permission', async ({
  replicas,
  users: { alice, bob },
}) => {
  for (const { url } of replicas.servers) {
    const read = await fetch(`${url}${LOG}`, { headers: alice });
    expect([read.status, await read.text()]).toEqual([200, expect.stringMatching(/^tick \d+\n$/)]);
    const refused = await fetch(`${url}${LOG}`, { headers: bob });
    expect([refused.status, await refused.json()]).toEqual([
      403,
      expect.objectContaining({ code: 'forbidden' }),
    ]);
  }
});

/** A log that is being followed at one replica; its first line has come. */
async function followed(url: string, headers: Cookies) {
  const left = new AbortController();
  const response = await fetch(`${url}${LOG}&follow=true`, { headers, signal: left.signal });
  const reader = response.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  expect(new TextDecoder().decode(value)).toMatch(/^tick \d+\n$/);
  let isOpen = true;
  const end = (async () => {
    while (!(await reader?.read())?.done);
  })().finally(() => {
    isOpen = false;
  });
  end.catch(() => {});
  return { end, isOpen: () => isOpen, leave: () => left.abort() };
}

test('a replica that stops keeps its shells and opens none; when it is killed, its users are told', async ({
  replicas,
  users: { alice },
}) => {
  const kept = await issue(replicas, alice);
  const terminal = await replicas.bind(kept, { headers: alice });
  await terminal.run('kept=yes');
  const owner = replicas.ownerOf(kept);
  const log = await followed(owner.url, alice);
  owner.signal('SIGTERM');
  await expect.poll(async () => (await fetch(`${owner.url}/readyz`)).status).toBe(503);

  await test.step('new shells are opened by the others, also when it is asked', async () => {
    for (const _turn of TURNS) {
      const sessionId = await issue(replicas, alice);
      expect(replicaIn(sessionId)).not.toBe(replicaIn(kept));
      await replicas.api.call('DELETE', `/api/sessions/${sessionId}`, { headers: alice });
    }
  });
  await test.step('its shell goes on, and is resumed through the others', async () => {
    expect(await terminal.run('echo "$kept"')).toBe('yes');
    terminal.line.cut();
    const options = { headers: alice, server: replicaIn(kept) };
    for (const transport of ['websocket', 'xhr'] as const) {
      const again = await replicas.bind(kept, { ...options, transport });
      expect(await again.run('echo "$kept"')).toBe('yes');
      again.line.cut();
    }
  });
  await test.step('logs go on there, and are opened there as well as by the others', async () => {
    expect(log.isOpen()).toBe(true);
    for (const { url } of replicas.servers) (await followed(url, alice)).leave();
  });
  await test.step('killed: its users are told, with its name, within 5 s', async () => {
    owner.signal('SIGKILL');
    await owner.exited();
    // A log that breaks off is cut, which tells a page to go on through another replica.
    await expect(log.end).rejects.toThrow();
    for (const { url } of replicas.servers.filter((server) => server !== owner)) {
      const ending = () => new HttpClient(url).call('DELETE', `/api/sessions/${kept}`, { headers: alice });
      await expect.poll(async () => (await ending()).status, { timeout: 5_000 }).toBe(404);
    }
    for (const transport of ['websocket', 'xhr'] as const) {
      const options = { headers: alice, server: replicaIn(kept), transport };
      const told = await replicas.bind(kept, options);
      const { code, reason } = await told.closeFrame(5_000);
      expect([code, reason]).toEqual([2, expect.stringMatching(/\bweb-\d\b/)]);
    }
  });
});
