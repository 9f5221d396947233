import { describe, expect, test } from 'vitest';
import { ConnectionBench } from '../testing/connection-bench.ts';

describe('opening', () => {
  test('requests a session, connects and binds with the size of the screen', async () => {
    const bench = await new ConnectionBench().start();
    expect(bench.state).toEqual({ kind: 'connecting', container: 'web' });
    const connection = bench.server.latest.open();
    expect(connection.received).toEqual([
      {
        Op: 'bind',
        SessionID: 'session-1',
        Cols: 80,
        Rows: 24,
        Ack: true,
        Writer: expect.stringMatching(/^\w+$/),
        Turn: 1,
        Sizes: true,
        Ping: true,
        Screen: true,
        Lines: 10_500,
      },
    ]);
    connection.bound();
    expect(bench.state).toEqual({
      kind: 'ready',
      container: 'web',
      shell: 'bash',
      transport: 'websocket',
      isNew: true,
    });
  });

  test('does not bind until the screen knows its size', async () => {
    const bench = new ConnectionBench();
    await bench.connection.start();
    bench.server.latest.open();
    expect(bench.server.latest.received).toEqual([]);
    bench.connection.resize({ cols: 100, rows: 30 });
    expect(bench.server.latest.last('bind')).toMatchObject({ Cols: 100, Rows: 30 });
  });

  test('sends only the last size that changed before the shell was up', async () => {
    const bench = await new ConnectionBench().start();
    const connection = bench.server.latest.open();
    bench.connection.resize({ cols: 90, rows: 24 });
    bench.connection.resize({ cols: 100, rows: 30 });
    connection.bound();
    expect(connection.received.slice(1)).toEqual([{ Op: 'resize', Cols: 100, Rows: 30 }]);
    bench.connection.resize({ cols: 100, rows: 30 });
    expect(connection.received).toHaveLength(2);
  });

  test("a refused session is a failure with the server's text", async () => {
    const bench = new ConnectionBench();
    bench.answers.push({ kind: 'refused', code: 'forbidden', detail: 'bob may not exec here.' });
    await bench.start();
    expect(bench.state).toEqual({
      kind: 'failed',
      problem: { code: 'forbidden', detail: 'bob may not exec here.', wasOpen: false },
    });
    expect(bench.server.latest.closedByPage).toBe(true);
  });

  test('retrying after a failure starts from the beginning', async () => {
    const bench = new ConnectionBench();
    bench.answers.push({ kind: 'refused', code: 'container-not-running', detail: '' });
    await bench.start();
    bench.connection.restart();
    await Promise.resolve();
    bench.server.latest.open().bound();
    expect(bench.state.kind).toBe('ready');
    expect(bench.issued).toBe(2);
  });

  test('a failed connection is retried while the session is requested', async () => {
    const bench = new ConnectionBench();
    const answer = Promise.withResolvers<{ kind: 'issued'; sessionId: string; container: string }>();
    bench.answers.push(answer.promise);
    const started = bench.start();
    await Promise.resolve();
    bench.server.latest.close(1002, 'Cannot connect to server');
    expect(bench.state).toMatchObject({ kind: 'reconnecting', wasOpen: false });
    bench.clock.advance(0);
    bench.server.latest.open();
    answer.resolve({ kind: 'issued', sessionId: 'late', container: 'web' });
    await started;
    expect(bench.server.latest.last('bind')?.SessionID).toBe('late');
    expect(bench.issued).toBe(1);
  });

  test('a session that is issued to a terminal that was closed meanwhile is ended', async () => {
    const bench = new ConnectionBench();
    const answer = Promise.withResolvers<{ kind: 'issued'; sessionId: string; container: string }>();
    bench.answers.push(answer.promise);
    const started = bench.start();
    await Promise.resolve();
    bench.connection.dispose();
    answer.resolve({ kind: 'issued', sessionId: 'late', container: 'web' });
    await started;
    expect(bench.ended).toEqual(['late']);
  });

  test('a session that expired before its bind is replaced silently', async () => {
    const bench = await new ConnectionBench().start();
    bench.server.latest.open().close(4404);
    await Promise.resolve();
    bench.server.latest.open().bound();
    expect(bench.state.kind).toBe('ready');
    expect(bench.issued).toBe(2);
    expect(bench.notices).toEqual([]);
  });

  test('requests for sessions that expire are limited', async () => {
    const bench = await new ConnectionBench().start();
    for (let round = 0; bench.state.kind !== 'failed'; round += 1) {
      expect(round).toBeLessThan(10);
      bench.server.latest.open().close(4404);
      await Promise.resolve();
    }
    expect(bench.state).toMatchObject({ problem: { code: 'session-gone' } });
  });
});

describe('while it is open', () => {
  test('output goes to the screen and is acknowledged when shown', async () => {
    const bench = await new ConnectionBench().ready();
    bench.showsAtOnce = false;
    bench.output('x'.repeat(6000), 6000);
    expect(bench.screen).toHaveLength(6000);
    expect(bench.server.latest.last('ack')).toBeUndefined();
    bench.showAll();
    expect(bench.server.latest.last('ack')).toEqual({ Op: 'ack', Offset: 6000 });
  });

  test('typing goes to the shell', async () => {
    const bench = await new ConnectionBench().ready();
    bench.connection.type('ls');
    bench.connection.type('\r');
    expect(bench.server.latest.typed).toBe('ls\r');
  });

  test('keys typed before the shell is up are sent when it is', async () => {
    const bench = await new ConnectionBench().start();
    bench.connection.type('whoami\r');
    const connection = bench.server.latest.open();
    expect(connection.typed).toBe('');
    connection.bound();
    expect(connection.typed).toBe('whoami\r');
  });

  test('a reset clears the screen', async () => {
    const bench = await new ConnectionBench().ready();
    bench.output('old', 3);
    bench.server.latest.send({ Op: 'reset', Offset: 5000 });
    bench.output('new', 5003);
    expect(bench.screen).toBe('new');
  });

  test('replayed output is shown at the size it was written at, live output at the size of the window', async () => {
    const bench = await new ConnectionBench().ready();
    bench.server.latest.send({ Op: 'stdout', Data: 'old', Offset: 3, Cols: 40, Rows: 10 });
    expect(bench.screenSize).toEqual({ cols: 40, rows: 10 });
    bench.server.latest.send({ Op: 'stdout', Data: '', Offset: 3 });
    expect(bench.screenSize).toBeNull();
    expect(bench.server.latest.last('resize')).toBeUndefined();
  });

  test('an interrupted replay leaves the screen at the size of its window', async () => {
    const bench = await new ConnectionBench().ready();
    bench.server.latest.send({ Op: 'stdout', Data: 'old', Offset: 3, Cols: 40, Rows: 10 }).close(1006);
    expect(bench.screenSize).toBeNull();
  });

  test('messages for the user are not shown as output', async () => {
    const bench = await new ConnectionBench().ready();
    bench.server.latest.send({ Op: 'toast', Data: 'The server shuts down soon.', Level: 'warning' });
    expect(bench.notices).toEqual([
      { kind: 'server', level: 'warning', text: 'The server shuts down soon.', code: '' },
    ]);
    expect(bench.screen).toBe('');
  });

  test('a drain is reported with its code, and its limit where the server tells it', async () => {
    const bench = await new ConnectionBench().ready();
    const toast = { Op: 'toast', Data: 'Shutting down.', Level: 'warning', Code: 'draining' } as const;
    bench.server.latest.send(toast).send({ ...toast, Seconds: 540 });
    const notice = { kind: 'server', level: 'warning', text: 'Shutting down.', code: 'draining' };
    expect(bench.notices).toEqual([notice, { ...notice, seconds: 540 }]);
  });

  test('a message with an unknown code is shown', async () => {
    const bench = await new ConnectionBench().ready();
    bench.server.latest.send({ Op: 'toast', Data: 'Recording stopped.', Code: 'a-later-code' });
    expect(bench.notices).toMatchObject([{ kind: 'server', code: 'a-later-code' }]);
  });

  test('a limit of the server is reported as the cause of the end', async () => {
    const bench = await new ConnectionBench().ready();
    const { latest } = bench.server;
    latest.send({ Op: 'toast', Data: 'Nothing was typed.', Level: 'warning', Code: 'idle-limit' });
    latest.send({ Op: 'exit', Code: null, Data: 'Ended by Podshell', Cause: 'ended-by-server' });
    latest.close(1, 'Process exited');
    expect(bench.state).toEqual({
      kind: 'exited',
      exitCode: null,
      reason: 'Ended by Podshell',
      exitCause: 'ended-by-server',
      cause: { code: 'idle-limit', detail: 'Nothing was typed.' },
    });
  });

  test('a sign-in that ended is the reason, and the session is kept for the next one', async () => {
    const bench = await new ConnectionBench().ready();
    const { latest } = bench.server;
    latest.send({ Op: 'toast', Data: 'Signed out.', Level: 'error', Code: 'sign-in-expired' });
    latest.close(4401, 'Not signed in');
    expect(bench.state).toMatchObject({ kind: 'failed', problem: { code: 'sign-in-expired' } });
    expect(bench.kept).not.toBeNull();
  });

  test('after the next sign-in the same shell gets what was typed meanwhile', async () => {
    const bench = await new ConnectionBench().ready();
    bench.output('abc', 3);
    bench.server.latest.send({ Op: 'toast', Data: 'Expired.', Level: 'error', Code: 'sign-in-expired' });
    bench.server.latest.close(4401, 'Not signed in');
    bench.connection.type('ls\n');
    bench.connection.retryNow();
    const { latest } = bench.server;
    latest.open();
    expect(latest.last('bind')).toMatchObject({ SessionID: bench.kept?.sessionId, Offset: 3 });
    latest.bound(3, true, 0);
    expect(latest.typed).toBe('ls\n');
    expect(bench.state.kind).toBe('ready');
  });

  test('a shell that reconnects stops when the sign-in has ended, and any other goes on', async () => {
    const bench = await new ConnectionBench().ready();
    bench.connection.signInEnded();
    expect(bench.state.kind).toBe('ready');
    bench.server.latest.close(1006, '');
    expect(bench.state.kind).toBe('reconnecting');
    bench.connection.signInEnded();
    expect(bench.state).toMatchObject({
      kind: 'failed',
      problem: { code: 'sign-in-expired', wasOpen: true },
    });
  });

  test('unknown messages are ignored', async () => {
    const bench = await new ConnectionBench().ready();
    bench.server.latest.sendText('{"Op":"latency","Ms":4}');
    bench.server.latest.sendText('not JSON');
    expect(bench.state.kind).toBe('ready');
  });
});

describe('ends', () => {
  test('with the exit code and the reason when the process exits', async () => {
    const bench = await new ConnectionBench().ready();
    bench.server.latest.send({ Op: 'exit', Code: 3, Data: 'command terminated' }).close(1, 'Process exited');
    expect(bench.state).toEqual({ kind: 'exited', exitCode: 3, reason: 'command terminated' });
    expect(bench.kept).toBeNull();
  });

  test('with the exit also if the connection breaks before its close frame', async () => {
    const bench = await new ConnectionBench().ready();
    bench.server.latest.send({ Op: 'exit', Code: 0, Data: '' }).close(1006);
    expect(bench.state).toMatchObject({ kind: 'exited', exitCode: 0 });
  });

  test('with the failure code that the server sent before closing', async () => {
    const bench = await new ConnectionBench().start();
    const reason = 'No shell was found in the image.';
    bench.server.latest
      .open()
      .send({ Op: 'toast', Data: reason, Level: 'error', Code: 'shell-not-found' })
      .close(2, reason);
    expect(bench.state).toEqual({
      kind: 'failed',
      problem: { code: 'shell-not-found', detail: reason, wasOpen: false },
    });
    expect(bench.notices).toEqual([]);
  });

  test('on the server when the user ends the shell, but not when the page unloads', async () => {
    const bench = await new ConnectionBench().ready();
    bench.connection.end();
    expect(bench.server.latest.last('close')).toEqual({ Op: 'close' });
    const other = await new ConnectionBench().ready();
    other.connection.dispose();
    expect(other.server.latest.last('close')).toBeUndefined();
    expect(other.server.latest.closedByPage).toBe(true);
    expect(other.clock.waiting).toBe(0);
    expect(other.kept?.sessionId).toBe('session-1');
    expect(other.released).toBe(true);
  });

  test('on the server when the user replaces it, but not while another window has it', async () => {
    const bench = await new ConnectionBench().ready();
    bench.output('old', 3);
    bench.connection.replace();
    expect(bench.ended).toEqual(['session-1']);
    expect(bench.state.kind).toBe('connecting');
    await Promise.resolve();
    bench.server.latest.open().bound();
    expect(bench.kept?.sessionId).toBe('session-2');
    expect(bench.screen).toBe('');
    bench.server.latest.close(4409);
    expect(bench.state.kind).toBe('failed');
    bench.connection.replace();
    await Promise.resolve();
    bench.server.latest.open().bound();
    expect(bench.state.kind).toBe('ready');
    expect(bench.ended).toEqual(['session-1']);
  });

  test('and ignores later input, which a new shell does not get', async () => {
    const bench = await new ConnectionBench().ready();
    bench.output('old', 3);
    bench.server.latest.send({ Op: 'exit', Code: 0, Data: '' }).close(1);
    bench.connection.type('rm -rf /\r');
    bench.connection.restart();
    await Promise.resolve();
    bench.server.latest.open().bound();
    expect(bench.server.latest.typed).toBe('');
    expect(bench.screen).toBe('');
    expect(bench.server.latest.last('bind')).not.toHaveProperty('Offset');
  });
});
