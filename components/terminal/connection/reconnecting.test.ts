import { describe, expect, test } from 'vitest';
import type { BindMessage } from '#protocol/messages.ts';
import { ConnectionBench } from '../testing/connection-bench.ts';

describe('a lost connection', () => {
  test('is resumed immediately, after the last received byte', async () => {
    const bench = await new ConnectionBench().ready();
    bench.output('hello ', 6);
    expect(bench.catchUps).toBe(0);
    bench.server.latest.close(1006);
    expect(bench.state).toEqual({ kind: 'reconnecting', attempt: 1, retryAt: null, wasOpen: true });
    bench.clock.advance(0);
    const second = bench.server.latest.open();
    expect(second.last('bind')).toMatchObject({ SessionID: 'session-1', Offset: 6, Ack: true, Turn: 2 });
    second.bound(6, true);
    bench.output('world', 11);
    expect(bench.screen).toBe('hello world');
    expect(bench.catchUps).toBe(1);
    expect(bench.state.kind).toBe('ready');
  });

  test.each([
    ['the server goes away', 1001],
    ['the bind came too late', 4408],
    ['SockJS gives up', 2000],
    ['the SockJS session is gone', 3000],
  ])('when %s, too', async (_why, code) => {
    const bench = await new ConnectionBench().ready();
    bench.server.latest.close(code);
    expect(bench.state.kind).toBe('reconnecting');
  });

  test('is explained by what the server said of it, and of no other', async () => {
    const bench = await new ConnectionBench().ready();
    const detail = 'The Podshell replica web-1, which runs this shell, doesn’t answer.';
    const toast = { Op: 'toast', Level: 'warning', Code: 'replica-unreachable', Data: detail } as const;
    bench.server.latest.send(toast).close(1001);
    const cause = { code: 'replica-unreachable', detail };
    expect(bench.state).toMatchObject({ kind: 'reconnecting', wasOpen: true, cause });
    bench.clock.advance(0);
    expect(bench.state).toMatchObject({ kind: 'reconnecting', retryAt: null, cause });
    bench.server.latest.open().close(1006);
    expect(bench.state).toEqual({
      kind: 'reconnecting',
      attempt: 2,
      retryAt: expect.any(Number),
      wasOpen: true,
    });
    bench.clock.advance(60_000);
    bench.server.latest.open().send(toast).close(1001);
    bench.clock.advance(60_000);
    bench.server.latest.open().close(4404);
    expect(bench.state).toMatchObject({ kind: 'failed', problem: { code: 'session-gone' } });
  });

  test('leads to the replica that has the shell, once its id is known', async () => {
    const bench = new ConnectionBench();
    const replicaId = 'web-1-0123456789ab';
    const sessionId = `${'r'.repeat(32)}~${replicaId}~${'c'.repeat(16)}`;
    bench.answers.push({ kind: 'issued', sessionId, container: 'web' });
    await bench.ready();
    expect(bench.server.latest.replicaId).toBeUndefined();
    bench.server.latest.close(1006);
    bench.clock.advance(0);
    expect(bench.server.connections).toHaveLength(2);
    expect(bench.server.latest.replicaId).toBe(replicaId);
    bench.server.latest.open().bound(0, true);
    bench.connection.takeUp({ sessionId: 'of-a-single-process', shownBytes: 0 });
    expect(bench.server.latest.replicaId).toBeUndefined();
    bench.connection.takeUp({ sessionId, shownBytes: 0 });
    expect(bench.server.latest.replicaId).toBe(replicaId);
  });

  test('is retried with growing delays', async () => {
    const bench = await new ConnectionBench().ready();
    bench.clock.advance(60_000 - 15_000 * 4);
    const waits: number[] = [];
    bench.server.latest.close(1006);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const { state } = bench;
      if (state.kind !== 'reconnecting') throw new Error(state.kind);
      const wait = (state.retryAt ?? bench.clock.now()) - bench.clock.now();
      waits.push(wait);
      bench.clock.advance(wait);
      bench.server.latest.close(1002);
    }
    // Random is 0.5 here: three quarters of the longest delay.
    expect(waits).toEqual([0, 375, 750, 1500, 3000]);
  });

  test('that drops again and again is retried with growing delays', async () => {
    const bench = await new ConnectionBench().ready();
    bench.server.latest.close(1006);
    bench.clock.advance(0);
    bench.server.latest.open().bound(0, true);
    bench.server.latest.close(1006);
    expect(bench.state).toMatchObject({ retryAt: bench.clock.now() + 375 });
  });

  test('that was stable for a while restarts the backoff', async () => {
    const bench = await new ConnectionBench().ready();
    bench.server.latest.close(1006);
    bench.clock.advance(0);
    bench.server.latest.open().bound(0, true);
    bench.clock.advance(12_000);
    bench.server.latest.close(1006);
    expect(bench.state).toMatchObject({ attempt: 1, retryAt: null });
  });

  test('queues input and sends it once', async () => {
    const bench = await new ConnectionBench().ready();
    bench.connection.type('a');
    bench.server.latest.close(1006);
    bench.connection.type('b');
    bench.clock.advance(0);
    bench.connection.type('c');
    bench.server.latest.open();
    bench.connection.type('d');
    bench.server.latest.close(1006);
    bench.clock.advance(1000);
    bench.connection.type('e');
    bench.server.latest.open().bound(0, true);
    expect(bench.server.connections.map((connection) => connection.typed)).toEqual(['a', '', 'bcde']);
  });

  test('sends unconfirmed input again, unless the server has received it', async () => {
    const bench = await new ConnectionBench().start();
    bench.server.latest.open().bound(0, false, 0);
    for (const key of 'abc') bench.connection.type(key);
    bench.server.latest.send({ Op: 'stdout', Data: '', Offset: 0, Input: 1 }).close(1006);
    bench.connection.type('d');
    bench.clock.advance(0);
    bench.server.latest.open().bound(0, true, 2);
    expect(bench.server.connections.map((connection) => connection.typed)).toEqual(['abc', 'cd']);
    const writers = bench.server.connections.map(
      (connection) => (connection.last('bind') as BindMessage).Writer,
    );
    expect(writers[0]).toBe(writers[1]);
  });

  test('reports once that the input queue is full', async () => {
    const bench = await new ConnectionBench().ready();
    bench.server.latest.close(1006);
    bench.connection.type('x'.repeat(1024 * 1024));
    bench.connection.type('y');
    bench.connection.type('z');
    expect(bench.notices).toEqual([{ kind: 'input-full' }]);
  });

  test('does not show output twice that the server sends again', async () => {
    const bench = await new ConnectionBench().ready();
    bench.output('abc', 3);
    bench.output('def', 6);
    bench.output('def', 6);
    expect(bench.screen).toBe('abcdef');
    bench.server.latest.close(1006);
    bench.clock.advance(0);
    bench.server.latest.open().bound(0, true);
    bench.output('abcdef', 6);
    expect(bench.screen).toBe('abcdef');
  });

  test('of a shell that has ended offers a new one', async () => {
    const bench = await new ConnectionBench().ready();
    bench.output('text', 4);
    bench.server.latest.close(1006);
    bench.clock.advance(0);
    bench.server.latest.open().close(4404);
    expect(bench.state).toEqual({
      kind: 'failed',
      problem: { code: 'session-gone', detail: '', wasOpen: true },
    });
    expect(bench.screen).toBe('text');
    expect(bench.kept).toBeNull();
    bench.connection.restart();
    await Promise.resolve();
    bench.server.latest.open().bound();
    expect(bench.state.kind).toBe('ready');
  });

  test('whose session a limit has ended in the meantime says which limit', async () => {
    const bench = await new ConnectionBench().ready();
    bench.server.latest.close(1006);
    bench.clock.advance(0);
    const back = bench.server.latest.open();
    back.send({ Op: 'toast', Level: 'warning', Code: 'unattached-limit', Data: 'Too many.' });
    back.close(4404);
    expect(bench.state).toMatchObject({
      kind: 'failed',
      problem: { code: 'unattached-limit', detail: 'Too many.' },
    });
  });

  test('is reported by a page that is closed, unless its shell has ended', async () => {
    const bench = await new ConnectionBench().ready();
    bench.connection.leavePage();
    expect(bench.left).toEqual(['session-1']);
    bench.server.latest.send({ Op: 'exit', Code: 0, Data: '' });
    bench.server.latest.close(1);
    bench.connection.leavePage();
    expect(bench.left).toEqual(['session-1']);
  });

  test('can be ended by the user', async () => {
    const bench = await new ConnectionBench().ready();
    bench.server.latest.close(1006);
    bench.connection.end();
    expect(bench.state).toEqual({ kind: 'exited', exitCode: null, reason: '' });
    expect(bench.ended).toEqual(['session-1']);
    bench.clock.advance(60_000);
    expect(bench.server.connections).toHaveLength(1);
  });
});

describe('silence', () => {
  test('of 15 s counts as a lost connection', async () => {
    const bench = await new ConnectionBench().ready();
    bench.clock.advance(14_999);
    expect(bench.state.kind).toBe('ready');
    bench.clock.advance(1);
    expect(bench.state.kind).toBe('reconnecting');
    expect(bench.server.connections[0]?.closedByPage).toBe(true);
  });

  test('ends with a heartbeat', async () => {
    const bench = await new ConnectionBench().ready();
    for (let second = 0; second < 60; second += 5) {
      bench.clock.advance(5000);
      bench.server.latest.heartbeat();
    }
    expect(bench.state.kind).toBe('ready');
  });

  test('while connecting counts as a failed attempt', async () => {
    const bench = await new ConnectionBench().start();
    bench.clock.advance(15_000);
    expect(bench.server.connections).toHaveLength(2);
  });
});

describe('when the network or the page comes back', () => {
  test('a waiting retry starts immediately', async () => {
    const bench = await new ConnectionBench().ready();
    bench.server.latest.close(1006);
    bench.clock.advance(0);
    bench.server.latest.close(1002);
    bench.connection.networkBack();
    expect(bench.server.connections).toHaveLength(3);
    bench.clock.advance(10_000);
    expect(bench.server.connections).toHaveLength(3);
  });

  test('the server is asked about while reconnecting, and its return starts the retry', async () => {
    const bench = await new ConnectionBench().ready();
    expect(bench.asksForServer).toBe(false);
    bench.server.latest.close(1006);
    bench.clock.advance(0);
    for (let attempt = 0; attempt < 6; attempt += 1) {
      bench.server.latest.close(1002);
      bench.clock.advance(10_000);
    }
    bench.server.latest.close(1002);
    expect(bench.asksForServer).toBe(true);
    const { length } = bench.server.connections;
    bench.serverBack();
    expect(bench.server.connections).toHaveLength(length + 1);
    bench.server.latest.open().bound(0, true);
    expect(bench.state.kind).toBe('ready');
    expect(bench.asksForServer).toBe(false);
  });

  test('a connection that is ended or left asks no longer', async () => {
    const bench = await new ConnectionBench().ready();
    bench.server.latest.close(1006);
    bench.connection.end();
    expect(bench.asksForServer).toBe(false);
    const other = await new ConnectionBench().ready();
    other.server.latest.close(1006);
    other.connection.dispose();
    expect(other.asksForServer).toBe(false);
  });

  test('a silent connection is replaced', async () => {
    const bench = await new ConnectionBench().ready();
    bench.clock.advance(11_000);
    bench.connection.networkBack();
    expect(bench.server.connections).toHaveLength(2);
  });

  test('a working connection and a recent attempt are kept', async () => {
    const bench = await new ConnectionBench().ready();
    bench.clock.advance(6000);
    bench.connection.networkBack();
    expect(bench.server.connections).toHaveLength(1);
    bench.server.latest.close(1006);
    bench.clock.advance(0);
    bench.connection.networkBack();
    expect(bench.server.connections).toHaveLength(2);
  });
});
