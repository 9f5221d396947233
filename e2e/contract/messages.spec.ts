/** Which messages a connection may send, and how others close it. */

import { expect, test } from './support/fixtures.ts';
import type { Podshell } from './support/podshell.ts';
import { SockJsClient, type SockJsOptions } from './support/sockjs-client.ts';

const MEBIBYTE = 1024 * 1024;

function connect(podshell: Podshell, options?: SockJsOptions): Promise<SockJsClient> {
  return new SockJsClient(podshell.url, options).opened();
}

test.describe('before bind', () => {
  for (const [what, message, code] of [
    ['text that is not JSON', '{', 4400],
    ['an empty text', '', 4400],
    ['an array', '[]', 4400],
    ['null', 'null', 4400],
    ['a number', '1', 4400],
    ['an object without Op', '{}', 4400],
    ['an unknown Op', '{"Op":"exec"}', 4400],
    ['an Op in the wrong case', '{"op":"bind","SessionID":"x"}', 4400],
    ['stdin', '{"Op":"stdin","Data":"id\\r"}', 4400],
    ['resize', '{"Op":"resize","Cols":80,"Rows":24}', 4400],
    ['close', '{"Op":"close"}', 4400],
    ['bind without an id', '{"Op":"bind"}', 4400],
    ['bind with a number for an id', '{"Op":"bind","SessionID":7}', 4400],
    ['bind with 0 columns', '{"Op":"bind","SessionID":"x","Cols":0}', 4400],
    ['bind with 70000 rows', '{"Op":"bind","SessionID":"x","Rows":70000}', 4400],
    ['bind with a negative offset', '{"Op":"bind","SessionID":"x","Offset":-1}', 4400],
    ['bind with an unknown id', '{"Op":"bind","SessionID":"x"}', 4404],
    ['bind with an id that JavaScript treats specially', '{"Op":"bind","SessionID":"__proto__"}', 4404],
    ['2 MiB', 'x'.repeat(2 * MEBIBYTE), 1009],
    ['a little more than 1 MiB', `{"Op":"bind","SessionID":"${'x'.repeat(MEBIBYTE)}"}`, 1009],
  ] as const) {
    test(`${what} closes the connection with ${code}`, async ({ podshell }) => {
      const line = await connect(podshell);
      line.send(message);
      const frame = await line.closeFrame();
      expect(frame.code).toBe(code);
      expect(frame.reason).toMatch(/\S/);
      await line.closed();
      expect(line.frames.filter((text) => text.startsWith('c'))).toHaveLength(1);
      expect((await podshell.api.get('/healthz')).status).toBe(200);
    });
  }

  test('messages after a refused bind are ignored', async ({ podshell }) => {
    const sessionId = await podshell.issue();
    const line = await connect(podshell);
    line.sendTogether(['{"Op":"nope"}', JSON.stringify({ Op: 'bind', SessionID: sessionId })]);
    expect(await line.closeFrame()).toMatchObject({ code: 4400 });
    expect(await podshell.session(sessionId)).toMatchObject({ state: 'issued' });
  });
});

test.describe('after bind', () => {
  for (const [what, message, code] of [
    ['bind again', '{"Op":"bind","SessionID":"x"}', 4400],
    ['an unknown Op', '{"Op":"signal","Name":"KILL"}', 4400],
    ['text that is not JSON', 'ls\r', 4400],
    ['stdin without text', '{"Op":"stdin"}', 4400],
    ['stdin with an array of bytes', '{"Op":"stdin","Data":[108,115]}', 4400],
    ['0 columns', '{"Op":"resize","Cols":0,"Rows":24}', 4400],
    ['70000 columns', '{"Op":"resize","Cols":70000,"Rows":24}', 4400],
    ['half a column', '{"Op":"resize","Cols":80.5,"Rows":24}', 4400],
    ['columns as text', '{"Op":"resize","Cols":"80","Rows":24}', 4400],
    ['a size without rows', '{"Op":"resize","Cols":80}', 4400],
    ['an ack without an offset', '{"Op":"ack"}', 4400],
    ['an ack with a negative offset', '{"Op":"ack","Offset":-1}', 4400],
    ['2 MiB', `{"Op":"stdin","Data":"${'x'.repeat(2 * MEBIBYTE)}"}`, 1009],
  ] as const) {
    test(`${what} closes the connection with ${code} but not the shell`, async ({ podshell }) => {
      const sessionId = await podshell.issue();
      const terminal = await podshell.bind(sessionId);
      await terminal.message('bound');
      terminal.line.send(message);
      expect(await terminal.closeFrame()).toMatchObject({ code });
      const again = await podshell.bind(sessionId, { Offset: terminal.offset });
      expect(await again.run('echo still here')).toBe('still here');
    });
  }

  test('unknown fields are ignored', async ({ podshell }) => {
    const terminal = await podshell.open();
    await terminal.message('bound');
    terminal.send({ Op: 'resize', Cols: 90, Rows: 20, Pixels: 7, Op2: null });
    terminal.send({ Op: 'ack', Offset: 0, Time: 'now' });
    expect(await terminal.run('stty size')).toBe('20 90');
  });

  test('a stdin message just under 1 MiB is accepted', async ({ podshell }) => {
    const terminal = await podshell.open({
      command: ['sh', '-c', 'stty raw -echo; echo ready; head -c 1000000 | wc -c'],
    });
    await terminal.sees('ready');
    terminal.type('x'.repeat(1_000_000));
    await terminal.sees('1000000');
  });

  test('an ack beyond the output sent is ignored', async ({ podshell }) => {
    const terminal = await podshell.open({}, { Ack: true });
    await terminal.message('bound');
    terminal.send({ Op: 'ack', Offset: Number.MAX_SAFE_INTEGER });
    expect(await terminal.run('echo fine')).toBe('fine');
  });
});

test.describe('a session', () => {
  test('moves to a second connection that binds it, and the first one is told', async ({ podshell }) => {
    const sessionId = await podshell.issue();
    const first = await podshell.bind(sessionId);
    await first.run('kept=yes');
    // The shell may still be writing its prompt, which advances the first terminal's offset.
    const { offset } = first;
    const second = await podshell.bind(sessionId, { Offset: offset });
    expect(await first.closeFrame()).toMatchObject({ code: 4409 });
    expect(await second.message('bound')).toMatchObject({ Resumed: true, Offset: offset });
    expect(await second.run('echo $kept')).toBe('yes');
  });

  test('cannot be bound after its process has ended', async ({ podshell }) => {
    const sessionId = await podshell.issue({ command: ['true'] });
    await (await podshell.bind(sessionId)).closeFrame();
    // The server keeps the end for a resume until it knows that the browser has it.
    const late = async () => (await podshell.bind(sessionId)).closeFrame();
    await expect.poll(late).toMatchObject({ code: 4404 });
  });
});

test('unbound sessions and unbound connections expire', async ({ serve }) => {
  const podshell = await serve({ PODSHELL_BIND_TIMEOUT_SECONDS: '0.5' });
  const sessionId = await podshell.issue();
  const silent = await connect(podshell);
  const raw = await new SockJsClient(podshell.url, { raw: true }).opened();
  expect(await silent.closeFrame()).toMatchObject({ code: 4408 });
  expect(await silent.closed()).toBe(4408);
  expect(await raw.closed()).toBe(4408);
  await expect.poll(() => podshell.session(sessionId)).toBeUndefined();
  const late = await podshell.bind(sessionId);
  expect(await late.closeFrame()).toMatchObject({ code: 4404 });
});

test('a frame that is not SockJS closes only its connection', async ({ podshell }) => {
  // Over HTTP, the request fails that has it.
  const overWebSocket = { transport: 'websocket' } as const;
  for (const frame of ['x', '{', '"', '[', '[1]', '{"a":1}', '["\\ud800"', 'null']) {
    const line = await connect(podshell, overWebSocket);
    line.sendFrame(frame);
    await line.closed();
  }
  for (const nothing of ['', '[]']) {
    const line = await connect(podshell, overWebSocket);
    line.sendFrame(nothing);
    line.send('{');
    expect(await line.closeFrame()).toMatchObject({ code: 4400 });
  }
});

test.describe('the SockJS URL', () => {
  test('may have a query, which is neither used nor logged', async ({ podshell }) => {
    const terminal = await podshell.open({}, { query: '?t=secret-in-a-query&SessionID=x' });
    expect(await terminal.run('echo query')).toBe('query');
    expect(podshell.process.stderr).not.toContain('secret-in-a-query');
  });

  test('also serves raw WebSockets', async ({ podshell }) => {
    const terminal = await podshell.open({}, { raw: true });
    expect(await terminal.run('echo raw')).toBe('raw');
    terminal.line.send('nonsense');
    expect(await terminal.line.closed()).toBe(4400);
  });

  test('moves with PODSHELL_SOCKJS_PREFIX', async ({ serve }) => {
    const podshell = await serve({ PODSHELL_SOCKJS_PREFIX: '/terminals' });
    const terminal = await podshell.open({}, { prefix: '/terminals' });
    expect(await terminal.run('echo elsewhere')).toBe('elsewhere');
  });
});

test('heartbeats are sent at the configured interval', async ({ serve }) => {
  const podshell = await serve({ PODSHELL_HEARTBEAT_SECONDS: '0.2' });
  const terminal = await podshell.open();
  await terminal.line.saw('h', 3);
  expect(await terminal.run('echo alive')).toBe('alive');
});
