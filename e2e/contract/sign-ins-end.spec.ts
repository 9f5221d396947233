/** What the end of a sign-in, of a token or of a permission does to what is open. */

import { randomBytes } from 'node:crypto';
import { aliveIn } from '#demo-cluster/testing/container-processes.ts';
import { EventStream } from './support/event-stream.ts';
import { test as base, expect } from './support/fixtures.ts';
import type { Podshell } from './support/podshell.ts';
import { SockJsClient, usualTransport } from './support/sockjs-client.ts';
import { TerminalClient } from './support/terminal-client.ts';
import { signIn } from './support/users.ts';

const SOCKJS = '/ws/api/sockjs';

type Cookie = { readonly cookie: string };

/** A server that users sign in to, with a cluster of its own, which asks about open shells every second. */
const test = base.extend<{ readonly signedInto: Podshell }>({
  signedInto: async ({ own, serve }, use) => {
    const env = { KUBECONFIG: own.kubeconfig, PODSHELL_AUTH: 'token', PODSHELL_RECHECK_SECONDS: '1' };
    await use(await serve(env));
  },
});

async function signOut(server: Podshell, headers: Cookie): Promise<void> {
  expect((await server.api.call('POST', '/api/signout', { headers })).status).toBe(204);
}

/**
 * Waits for the end that a sign-out gives to an open connection.
 * @returns false over HTTP, where it came between two requests of the connection: the second one was refused
 */
async function isTold(line: SockJsClient): Promise<boolean> {
  if ((await line.closed()) === 1006 && usualTransport() !== 'websocket') {
    expect(line.refusedWith).toBe(401);
    return false;
  }
  expect(await line.closeFrame()).toEqual({ code: 4401, reason: 'Not signed in' });
  return true;
}

function tokenOf(
  own: { readonly demo: { readonly tokens: ReadonlyMap<string, string> } },
  user: string,
): string {
  return own.demo.tokens.get(user) ?? '';
}

/** The pids that a shell of `team-a/debian` prints for itself and for a background process. */
async function pidsOf(terminal: TerminalClient): Promise<readonly number[]> {
  const printed = await terminal.run('echo $$; sleep 1000 & echo $!');
  return (printed.match(/\d+/g) ?? []).map(Number).filter((pid) => pid > 1);
}

test.describe('a sign-out', () => {
  test('under an open shell tells it and ends it, and after the next sign-in not a byte is lost', async ({
    own,
    signedInto: server,
  }) => {
    const first = await signIn(server.url, tokenOf(own, 'alice'));
    const command = ['sh', '-c', 'echo ready; read line; seq 1 100000; read more'];
    const sessionId = await server.issue({ command }, first);
    const before = await TerminalClient.bind(server.url, sessionId, { headers: first });
    await before.sees('ready');
    before.type('go\n');
    await before.sees('1\r\n2\r\n');
    await signOut(server, first);
    if (await isTold(before.line)) {
      expect(await before.message('toast')).toMatchObject({ Level: 'error', Code: 'sign-in-expired' });
    }

    const second = await signIn(server.url, tokenOf(own, 'alice'));
    const { text, offset } = before;
    const after = await TerminalClient.bind(server.url, sessionId, { headers: second, Offset: offset });
    expect(await after.message('bound')).toMatchObject({ Offset: offset, Resumed: true });
    const lines = Array.from({ length: 100_000 }, (_, index) => `${index + 1}\r\n`).join('');
    const all = `ready\r\ngo\r\n${lines}`;
    // A fast connection may have had all of it before the sign-out.
    await after.reaches(all.length);
    expect(before.bytes + after.bytes).toBe(all.length);
    expect(all.slice(0, offset).endsWith(text)).toBe(true);
    expect(all.endsWith(after.text)).toBe(true);
    after.type('bye\n');
    expect(await after.exit()).toMatchObject({ code: 0 });
  });

  test('ends a connection that has not bound, and no connection of another sign-in', async ({
    own,
    signedInto: server,
  }) => {
    const [first, second] = [
      await signIn(server.url, tokenOf(own, 'alice')),
      await signIn(server.url, tokenOf(own, 'alice')),
    ];
    const sessionId = await server.issue({}, second);
    const other = await TerminalClient.bind(server.url, sessionId, { headers: second });
    const unbound = await new SockJsClient(server.url, { headers: first }).opened();
    await signOut(server, first);
    await isTold(unbound);
    expect(await other.run('echo st""ill')).toBe('still');
    await other.end();
  });

  for (const transport of ['xhr', 'xhr_streaming', 'eventsource'] as const) {
    test(`ends a connection over ${transport}`, async ({ own, signedInto: server }) => {
      const headers = await signIn(server.url, tokenOf(own, 'alice'));
      // One piece of output, so that it is known how many polls end before the sign-out.
      const sessionId = await server.issue({ command: ['sh', '-c', 'echo ready; exec sleep 1000'] }, headers);
      const place = `${SOCKJS}/000/${randomBytes(6).toString('hex')}`;
      const method = transport === 'eventsource' ? 'GET' : 'POST';
      const receive = () => server.api.call(method, `${place}/${transport}`, { headers });
      let text = '';
      const over = (async () => {
        for (;;) {
          const { status, text: frames } = await receive();
          if (status !== 200) return status;
          text += frames;
        }
      })();
      await expect.poll(() => text.includes('o\n') || transport !== 'xhr').toBe(true);
      const body = [JSON.stringify({ Op: 'bind', SessionID: sessionId })];
      const send = () => server.api.call('POST', `${place}/xhr_send`, { headers, body });
      await expect.poll(async () => (await send()).status, { intervals: [20] }).toBe(204);
      const state = async () => {
        const { items } = (await server.api.get('/api/sessions', headers)).json() as {
          items: { sessionId: string; state: string; offset: number }[];
        };
        const found = items.find((item) => item.sessionId === sessionId);
        return found?.state === 'attached' && found.offset > 0;
      };
      await expect.poll(state).toBe(true);
      if (transport === 'xhr') {
        // The next poll is on its way; what is asked after it is answered when it waits at the server.
        await expect.poll(() => text).toContain('ready');
        await state();
      }
      await signOut(server, headers);
      expect(await over).toBe(401);
      expect(text).toContain('sign-in-expired');
      expect(text).toContain('c[4401,"Not signed in"]');
      const next = await signIn(server.url, tokenOf(own, 'alice'));
      const resumed = await TerminalClient.bind(server.url, sessionId, { headers: next });
      expect(await resumed.message('bound')).toMatchObject({ Resumed: true });
      await resumed.end();
    });
  }

  test('ends pod streams', async ({ own, signedInto: server }) => {
    const headers = await signIn(server.url, tokenOf(own, 'alice'));
    const open = (path: string) => server.api.open('GET', path, { headers });
    const single = await open('/api/pods/events?namespace=team-a');
    const combined = await open('/api/pods/streams');
    const events = new EventStream(single);
    const ended = [single, combined].map(
      (response) => new Promise((resolve) => response.once('end', resolve)),
    );
    new EventStream(combined);
    await events.next('the pods', ({ type }) => type === 'snapshot');
    await signOut(server, headers);
    await Promise.all(ended);
    expect(events.events.at(-1)).toMatchObject({ type: 'stale', data: { code: 'unauthenticated' } });
  });
});

test.describe('a permission that is taken', () => {
  test('ends shells and pod lists that are open, with the reason', async ({ own, signedInto: server }) => {
    const headers = await signIn(server.url, tokenOf(own, 'alice'));
    const terminal = await TerminalClient.bind(server.url, await server.issue({}, headers), { headers });
    const pids = await pidsOf(terminal);
    const response = await server.api.open('GET', '/api/pods/events?namespace=team-a', { headers });
    const events = new EventStream(response);
    await events.next('the pods', ({ type }) => type === 'snapshot');
    let all: Parameters<Parameters<typeof own.demo.changeBindings>[0]>[0] = [];
    own.demo.changeBindings((bindings) => {
      all = bindings;
      return bindings.filter(({ subject }) => subject.name !== 'alice');
    });
    const close = await terminal.closeFrame();
    expect(close.code).toBe(4403);
    expect(close.reason).toContain('get and create on pods/exec in namespace "team-a"');
    expect(await terminal.message('toast')).toMatchObject({ Level: 'error', Code: 'forbidden' });
    await events.next('the end', ({ type, data }) => type === 'stale' && data.code === 'forbidden');
    events.close();
    // Podshell's own account may exec there.
    const living = () => pids.filter(aliveIn(own.demo, 'team-a', 'debian'));
    await expect.poll(living).toEqual([]);
    own.demo.changeBindings(() => all);
  });
});

test.describe('a token that expires', () => {
  test('ends its shells before, with a warning', async ({ own, signedInto: server }) => {
    const headers = await signIn(server.url, own.demo.issueToken('alice', 6000));
    const sessionId = await server.issue({}, headers);
    const terminal = await TerminalClient.bind(server.url, sessionId, { headers });
    const pids = await pidsOf(terminal);
    await terminal.closeFrame();
    const toasts = terminal.messages.flatMap(({ Op, Code }) => (Op === 'toast' ? [Code] : []));
    // On a slow machine the end of the process takes longer than the token lives, which ends the sign-in too.
    expect(toasts.slice(0, 2)).toEqual(['token-expiring', 'token-expired']);
    const living = () => pids.filter(aliveIn(own.demo, 'team-a', 'debian'));
    await expect.poll(living).toEqual([]);
    const later = await signIn(server.url, tokenOf(own, 'alice'));
    const late = await TerminalClient.bind(server.url, sessionId, { headers: later });
    expect(await late.message('toast')).toMatchObject({ Code: 'token-expired' });
    expect((await late.closeFrame()).code).toBe(4404);
  });

  test('and was renewed by another sign-in ends nothing', async ({ own, signedInto: server }) => {
    const first = await signIn(server.url, own.demo.issueToken('alice', 5000));
    const sessionId = await server.issue({}, first);
    const before = await TerminalClient.bind(server.url, sessionId, { headers: first });
    await before.message('bound');
    const second = await signIn(server.url, own.demo.issueToken('alice', 3_600_000));
    const after = await TerminalClient.bind(server.url, sessionId, { headers: second });
    expect((await before.closeFrame()).code).toBe(4409);
    await expect.poll(async () => (await server.api.get('/api/me', first)).status).toBe(401);
    expect(await after.run('echo on""ward')).toBe('onward');
    await after.end();
  });
});
