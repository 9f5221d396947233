import { describe, expect, test } from 'vitest';
import { HIGH_MARK_BYTES, LIVE_BYTES } from '../limits.ts';
import { FakeWatcher } from '../testing/fake-readers.ts';
import { TerminalRoom } from '../testing/terminal-room.ts';
import { CATCH_UP_TAIL_BYTES } from './newest-output.ts';

/** A session with a process that is up, an owner and a watcher. */
function watch(options: { acks?: boolean } = {}) {
  const room = new TerminalRoom();
  const { sessionId, connection: owner } = room.open({ Cols: 80, Rows: 24 });
  const watcher = new FakeWatcher(room.session(sessionId), options);
  return { room, sessionId, owner, watcher, stream: room.backend.stream };
}

describe('a watcher', () => {
  test('sees what the owner sees, and gets no id that opens the session', () => {
    const { room, sessionId, watcher, stream } = watch();
    stream.output('$ ls');
    room.clock.settle();
    expect(watcher.connection.messages).toEqual([
      {
        Op: 'bound',
        SessionID: 'view',
        Offset: 0,
        Resumed: true,
        Container: 'main',
        Shell: 'bash',
        ReadOnly: true,
        Watched: { Context: 'demo', Namespace: 'team-a', Pod: 'debian', Owner: 'Alice' },
      },
      { Op: 'size', Cols: 80, Rows: 24 },
      { Op: 'stdout', Data: '$ ls', Offset: 4 },
    ]);
    expect(JSON.stringify(watcher.connection.messages)).not.toContain(sessionId);
  });

  test('learns that the shell is recorded', () => {
    const room = new TerminalRoom();
    const sessionId = room.issue(undefined, undefined, { recording: 'strict' });
    const watcher = new FakeWatcher(room.session(sessionId));
    room.bind(sessionId);
    room.backend.stream.sink.onStarted('sh');
    expect(watcher.connection.last('bound')?.Recording).toBe('strict');
  });

  test('that comes late begins with as much as a terminal shows', () => {
    const room = new TerminalRoom();
    const { sessionId } = room.open();
    room.backend.stream.output('x'.repeat(LIVE_BYTES));
    const watcher = new FakeWatcher(room.session(sessionId), { acks: true });
    expect(watcher.connection.last('reset')?.Offset).toBe(LIVE_BYTES - CATCH_UP_TAIL_BYTES);
    watcher.ackAll();
    expect(watcher.screen.text).toHaveLength(CATCH_UP_TAIL_BYTES);
  });

  test('that comes before the process waits for it', () => {
    const room = new TerminalRoom();
    const sessionId = room.issue();
    const watcher = new FakeWatcher(room.session(sessionId));
    room.bind(sessionId);
    expect(watcher.connection.messages).toEqual([]);
    room.backend.stream.sink.onStarted('sh');
    expect(watcher.connection.last('bound')?.Shell).toBe('sh');
  });

  test('that shows nothing does not pause the process, and skips to the newest output', () => {
    const { room, owner, watcher, stream } = watch({ acks: true });
    const chunk = 'y'.repeat(HIGH_MARK_BYTES / 2);
    for (let turn = 0; turn < 20; turn += 1) {
      stream.output(chunk);
      room.clock.settle();
      expect(stream.paused).toBe(false);
    }
    expect(owner.last('reset')).toBeUndefined();
    expect(owner.output).toHaveLength(20 * chunk.length);
    expect(watcher.connection.last('reset')).toBeUndefined();
    watcher.ackAll();
    expect(watcher.connection.last('reset')?.Offset).toBe(20 * chunk.length - CATCH_UP_TAIL_BYTES);
    watcher.ackAll();
    expect(watcher.screen.text).toHaveLength(CATCH_UP_TAIL_BYTES);
  });

  test('stays when the owner goes, comes back and is taken over', () => {
    const { room, sessionId, owner, watcher, stream } = watch();
    owner.drop();
    stream.output('alone ');
    room.bind(sessionId);
    room.bind(sessionId);
    stream.output('again');
    room.clock.settle();
    expect(watcher.screen.text).toBe('alone again');
    expect(watcher.connection.closed).toBeUndefined();
  });

  test('is told the end of the process', () => {
    const { watcher, stream } = watch();
    stream.output('bye');
    stream.exit(2);
    expect(watcher.connection.output).toBe('bye');
    expect(watcher.connection.last('exit')?.Code).toBe(2);
    expect(watcher.connection.closed?.code).toBe(1);
  });

  test('of a process that cannot start is told why, without a shell', () => {
    const room = new TerminalRoom();
    const sessionId = room.issue();
    const watcher = new FakeWatcher(room.session(sessionId));
    room.bind(sessionId);
    room.backend.stream.end({ kind: 'failed', failure: { code: 'forbidden', reason: 'No.' } });
    expect(watcher.connection.messages.map(({ Op }) => Op)).toEqual(['toast']);
    expect(watcher.connection.closed).toEqual({ code: 4403, reason: 'No.' });
  });

  test('that is slow does not hold the session: it is told the end when the session is over', async () => {
    const { room, watcher, stream } = watch();
    watcher.connection.roomToSend = false;
    stream.output('a');
    room.clock.settle();
    stream.output('b');
    room.clock.settle();
    stream.exit(0);
    await expect.poll(() => room.registry.size).toBe(0);
    expect(watcher.connection.output).toBe('a');
    expect(watcher.connection.last('exit')?.Code).toBe(0);
  });

  test('of a session that ends before its process starts is sent away', async () => {
    const room = new TerminalRoom();
    const watcher = new FakeWatcher(room.session(room.issue()));
    await room.registry.dispose();
    expect(watcher.connection.closed?.code).toBe(1001);
  });

  test('is told the size of the window that output was written for, in order with it', () => {
    const room = new TerminalRoom();
    const { sessionId, connection: owner } = room.open({ Cols: 40, Rows: 10 });
    room.backend.stream.output('old');
    const watcher = new FakeWatcher(room.session(sessionId));
    owner.receive({ Op: 'resize', Cols: 50, Rows: 20 });
    room.backend.stream.output('new');
    owner.receive({ Op: 'resize', Cols: 60, Rows: 20 });
    room.clock.settle();
    expect(watcher.connection.messages.slice(1)).toEqual([
      { Op: 'size', Cols: 40, Rows: 10 },
      { Op: 'stdout', Data: 'old', Offset: 3 },
      { Op: 'size', Cols: 50, Rows: 20 },
      { Op: 'stdout', Data: 'new', Offset: 6 },
      { Op: 'size', Cols: 60, Rows: 20 },
    ]);
  });

  test('that comes back goes on where it was, as far as that is among the newest output', () => {
    const room = new TerminalRoom();
    const { sessionId } = room.open();
    room.backend.stream.output('abcdef');
    const watcher = new FakeWatcher(room.session(sessionId), { offset: 4 });
    expect(watcher.connection.last('bound')?.Offset).toBe(4);
    expect(watcher.connection.output).toBe('ef');
  });
});
