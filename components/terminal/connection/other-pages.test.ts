import { describe, expect, test } from 'vitest';
import { ConnectionBench } from '../testing/connection-bench.ts';

describe('another window', () => {
  test('that takes the shell over is reported, and this one does not reconnect', async () => {
    const bench = await new ConnectionBench().ready();
    bench.output('text', 4);
    bench.server.latest.close(4409);
    expect(bench.state).toMatchObject({ kind: 'failed', problem: { code: 'taken-over', wasOpen: true } });
    bench.clock.advance(60_000);
    bench.connection.networkBack();
    expect(bench.server.connections).toHaveLength(1);
    expect(bench.kept).toBeNull();
  });

  test('does not receive input that this one had queued', async () => {
    const bench = await new ConnectionBench().start();
    bench.server.latest.open().bound(0, false, 0);
    bench.connection.type('rm -r build\r');
    bench.server.latest.close(4409);
    bench.connection.retryNow();
    bench.server.latest.open().bound(0, true, 0);
    bench.connection.type('ls\r');
    expect(bench.server.latest.typed).toBe('ls\r');
  });

  test('loses the shell again when the user reconnects here', async () => {
    const bench = await new ConnectionBench().ready();
    bench.output('text', 4);
    bench.server.latest.close(4409);
    bench.connection.retryNow();
    bench.server.latest.open();
    expect(bench.server.latest.last('bind')).toMatchObject({ SessionID: 'session-1', Offset: 4 });
    bench.server.latest.bound(4, true);
    expect(bench.state.kind).toBe('ready');
    expect(bench.kept?.sessionId).toBe('session-1');
  });
});

describe('a reloaded page', () => {
  test('sets modes that are said again after a reset, and answers nothing in them', async () => {
    const bench = new ConnectionBench();
    bench.kept = { sessionId: 'before', shownBytes: 0 };
    await bench.start();
    bench.server.latest.open();
    bench.server.latest.bound(100, true);
    bench.server.latest.send({ Op: 'reset', Offset: 100 });
    bench.output('modes', 100);
    bench.output(' output', 107);
    // Twice the same is the same output.
    bench.output(' output', 107);
    expect(bench.screen).toBe('modes output');
    expect(bench.replayed).toEqual(['modes']);
    bench.showAll();
    bench.clock.advance(100);
    expect(bench.server.latest.last('ack')?.Offset).toBe(107);
  });

  test('finds its session and does not answer queries in old output', async () => {
    const bench = new ConnectionBench();
    bench.kept = { sessionId: 'before', shownBytes: 6 };
    await bench.start();
    bench.server.latest.open();
    expect(bench.issued).toBe(0);
    expect(bench.server.latest.last('bind')).toEqual({
      Op: 'bind',
      SessionID: 'before',
      Cols: 80,
      Rows: 24,
      Ack: true,
      Writer: expect.stringMatching(/^\w+$/),
      Turn: 1,
      Sizes: true,
      Ping: true,
      Screen: true,
      Lines: 10_500,
    });
    bench.server.latest.bound(0, true);
    bench.output('bef', 3);
    bench.output('ore', 6);
    bench.output(' after', 12);
    expect(bench.screen).toBe('before after');
    expect(bench.replayed).toEqual(['bef', 'ore']);
    expect(bench.catchUps).toBe(1);
  });

  test('has caught up once all that was written before it came is shown, not only what it had shown', async () => {
    const bench = new ConnectionBench();
    bench.kept = { sessionId: 'before', shownBytes: 6 };
    await bench.start();
    const { latest } = bench.server;
    const size = { Cols: 80, Rows: 24 };
    latest
      .open()
      .bound(0, true)
      .send({ Op: 'stdout', Data: 'before', Offset: 6, ...size });
    expect(bench.caughtUp).toBe(0);
    bench.showsAtOnce = false;
    latest.send({ Op: 'stdout', Data: ' unseen', Offset: 13, ...size });
    latest.send({ Op: 'stdout', Data: '', Offset: 13 });
    expect(bench.caughtUp).toBe(0);
    bench.showAll();
    expect(bench.caughtUp).toBe(1);
    bench.output(' after', 19);
    bench.showAll();
    expect(bench.caughtUp).toBe(1);
  });

  test('whose session has ended gets a new one and reports it', async () => {
    const bench = new ConnectionBench();
    bench.kept = { sessionId: 'before', shownBytes: 6 };
    await bench.start();
    bench.server.latest.open().close(4404);
    await Promise.resolve();
    bench.server.latest.open().bound();
    expect(bench.state.kind).toBe('ready');
    expect(bench.notices).toEqual([{ kind: 'replaced' }]);
    expect(bench.kept?.sessionId).toBe('session-1');
  });

  test('whose replica has stopped gets a new one, too', async () => {
    const bench = new ConnectionBench();
    bench.kept = { sessionId: 'before', shownBytes: 6 };
    await bench.start();
    const toast = { Op: 'toast', Level: 'error', Code: 'replica-gone', Data: 'web-1 has stopped.' } as const;
    bench.server.latest.open().send(toast).close(2, toast.Data);
    await Promise.resolve();
    bench.server.latest.open().bound();
    expect(bench.state.kind).toBe('ready');
    expect(bench.notices).toEqual([{ kind: 'replaced' }]);
    bench.output('text', 4);
    bench.server.latest.send(toast).close(2, toast.Data);
    expect(bench.state).toEqual({
      kind: 'failed',
      problem: { code: 'replica-gone', detail: toast.Data, wasOpen: true },
    });
  });

  test('that is reloaded again stores the same', async () => {
    const bench = new ConnectionBench();
    bench.kept = { sessionId: 'before', shownBytes: 600 };
    await bench.start();
    bench.connection.dispose();
    expect(bench.kept).toEqual({ sessionId: 'before', shownBytes: 600 });
  });
});
