import { expect, test } from 'vitest';
import type { KeyboardShare } from '#protocol/viewing-messages.ts';
import { ConnectionBench } from '../testing/connection-bench.ts';

async function watch(): Promise<ConnectionBench> {
  const bench = new ConnectionBench('view-1');
  bench.kept = null;
  await bench.start();
  bench.server.latest.open();
  await Promise.resolve();
  bench.server.latest.bound();
  return bench;
}

function share(bench: ConnectionBench, Keyboard: KeyboardShare): void {
  const Watchers = [{ ID: 'w1', Name: 'Bob', Keyboard }];
  bench.server.latest.send({ Op: 'viewers', Names: ['Bob'], Watchers, You: 'w1' });
}

test('a watcher binds with its link, and with what it has when it comes back', async () => {
  const bench = await watch();
  expect(bench.server.latest.last('bind')).toEqual({ Op: 'bind', ViewID: 'view-1', Ack: true, Ping: true });
  bench.server.latest.send({ Op: 'stdout', Data: 'abc', Offset: 3 }).close(1006);
  bench.clock.advance(0);
  bench.server.latest.open();
  expect(bench.server.latest.last('bind')).toMatchObject({ ViewID: 'view-1', Offset: 3 });
});

test('output is shown at the owner’s size, also when the watcher’s window has another or the connection drops', async () => {
  const bench = await watch();
  bench.server.latest.send({ Op: 'size', Cols: 132, Rows: 50 }).send({ Op: 'stdout', Data: 'x', Offset: 1 });
  bench.connection.resize({ cols: 20, rows: 10 });
  expect(bench.screenSize).toEqual({ cols: 132, rows: 50 });
  expect(bench.server.latest.last('resize')).toBeUndefined();
  bench.server.latest.close(1006);
  expect(bench.screenSize).toEqual({ cols: 132, rows: 50 });
});

test('what a watcher types is sent while it has the keyboard, and forgotten at any other time', async () => {
  const bench = await watch();
  bench.connection.type('a');
  share(bench, 'offered');
  bench.connection.type('b');
  share(bench, 'has');
  bench.connection.type('c');
  bench.clock.advance(0);
  share(bench, 'none');
  bench.connection.type('d');
  bench.clock.advance(0);
  expect(bench.server.latest.typed).toBe('c');
});

test('the keyboard is asked for and given back by messages', async () => {
  const bench = await watch();
  bench.connection.agreeOnKeyboard(true);
  expect(bench.server.latest.last('keyboard')).toEqual({ Op: 'keyboard', Agree: true });
  bench.connection.agreeOnKeyboard(false, 'w1');
  expect(bench.server.latest.last('keyboard')).toEqual({ Op: 'keyboard', Watcher: 'w1', Agree: false });
});

test.each([
  [4404, undefined, 'view-not-found'],
  [4403, 'view-removed', 'view-removed'],
  [4403, 'forbidden', 'forbidden'],
])('a view that ends with %i, told as %s, is over: %s', async (close, Code, code) => {
  const bench = await watch();
  if (Code !== undefined) bench.server.latest.send({ Op: 'toast', Data: 'Why.', Level: 'info', Code });
  bench.server.latest.close(close, 'Why.');
  expect(bench.state).toMatchObject({ kind: 'failed', problem: { code } });
  expect(bench.issued).toBe(1);
});

test('an owner that is asked tells what the screen shows of the output so far', async () => {
  const bench = await new ConnectionBench().ready();
  const { latest } = bench.server;
  latest.send({ Op: 'stdout', Data: 'abc', Offset: 3 }).send({ Op: 'screen' });
  latest.send({ Op: 'stdout', Data: 'd', Offset: 4 });
  bench.painted();
  expect(latest.last('screen')).toEqual({ Op: 'screen', Offset: 3, Data: 'drawn: abcd', Col: 2, Row: 3 });
});

test('what is dropped unparsed is not told as what the screen shows', async () => {
  const bench = await new ConnectionBench().ready();
  const { latest } = bench.server;
  latest
    .send({ Op: 'stdout', Data: 'abc', Offset: 3 })
    .send({ Op: 'screen' })
    .send({ Op: 'reset', Offset: 9 });
  bench.painted();
  expect(latest.last('screen')).toBeUndefined();
});
