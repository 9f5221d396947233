import { describe, expect, test } from 'vitest';
import { CATCH_UP_TAIL_LINES } from '#protocol/limits.ts';
import { HIGH_MARK_BYTES } from '../limits.ts';
import type { FakeConnection } from '../testing/fake-connection.ts';
import { TerminalRoom } from '../testing/terminal-room.ts';
import { CATCH_UP_TAIL_BYTES } from './newest-output.ts';

const MEGABYTE = 1024 * 1024;

/** A flood that has filled the window of a screen that shows nothing: the process is paused. */
function flood(): { room: TerminalRoom; connection: FakeConnection; sessionId: string } {
  const room = new TerminalRoom({ scrollbackBytes: MEGABYTE });
  const opened = room.open({ Ack: true });
  room.backend.stream.output('y\r\n'.repeat(HIGH_MARK_BYTES / 3 + 1));
  room.clock.settle();
  expect(room.backend.stream.paused).toBe(true);
  return { room, ...opened };
}

/** The text on a screen that has shown everything. */
function shownAfterReset(room: TerminalRoom, connection: FakeConnection): string {
  for (let turn = 0; turn < 20; turn += 1) {
    connection.receive({ Op: 'ack', Offset: connection.last('stdout')?.Offset ?? 0 });
    room.clock.settle();
  }
  const reset = connection.messages.findLastIndex((message) => message.Op === 'reset');
  return connection.messages
    .slice(reset + 1)
    .map((message) => (message.Op === 'stdout' ? message.Data : ''))
    .join('');
}

describe('an interrupt in a flood', () => {
  test('takes the backlog at full speed, shows nothing of it, and goes on from its tail', () => {
    const { room, connection } = flood();
    const before = connection.messages.length;
    connection.receive({ Op: 'stdin', Data: '\x03' });
    const { stream } = room.backend;
    expect(stream.input).toBe('\x03');
    expect(stream.paused).toBe(false);
    for (let chunk = 0; chunk < 4; chunk += 1) {
      stream.output('z'.repeat(MEGABYTE));
      room.clock.advance(20);
    }
    stream.output('^C\r\n$ ');
    expect(connection.messages).toHaveLength(before);
    room.clock.advance(100);
    // The screen still works on the window it was sent, so the tail waits for its ack.
    expect(connection.messages[before]?.Op).toBe('reset');
    const shown = shownAfterReset(room, connection);
    expect(shown).toHaveLength(CATCH_UP_TAIL_BYTES);
    expect(shown.endsWith('z^C\r\n$ ')).toBe(true);
  });

  test('is not paused on the way, however small the pieces', () => {
    const { room, connection } = flood();
    connection.receive({ Op: 'stdin', Data: '\x03' });
    for (let piece = 0; piece < 500; piece += 1) {
      room.backend.stream.output('z'.repeat(1000));
      room.clock.advance(1);
      connection.receive({ Op: 'ack', Offset: 1000 + piece });
      expect(room.backend.stream.paused).toBe(false);
    }
  });

  test('gives of short lines no more than a terminal keeps', () => {
    const { room, connection } = flood();
    connection.receive({ Op: 'stdin', Data: '\x03' });
    room.backend.stream.output(`${'y\r\n'.repeat(200_000)}^C\r\n$ `);
    room.clock.advance(100);
    const shown = shownAfterReset(room, connection);
    expect(shown.split('\n')).toHaveLength(CATCH_UP_TAIL_LINES);
    expect(shown.endsWith('y\r\n^C\r\n$ ')).toBe(true);
  });

  test('skips nothing when the backlog is small', () => {
    const { room, connection } = flood();
    connection.receive({ Op: 'stdin', Data: '\x03' });
    room.backend.stream.output('^C\r\n$ ');
    room.clock.advance(100);
    connection.receive({ Op: 'ack', Offset: connection.last('stdout')?.Offset ?? 0 });
    expect(connection.last('reset')).toBeUndefined();
    expect(connection.output.endsWith('y\r\n^C\r\n$ ')).toBe(true);
  });

  test('a process that ignores it is under flow control again after 3 s', () => {
    const { room, connection } = flood();
    connection.receive({ Op: 'stdin', Data: '\x03' });
    for (let turn = 0; turn < 200; turn += 1) {
      room.backend.stream.output('n'.repeat(HIGH_MARK_BYTES / 4));
      room.clock.advance(20);
    }
    expect(room.backend.stream.paused).toBe(true);
    expect(connection.last('reset')).toBeDefined();
  });

  test('is not over when the backlog only stops for a moment', () => {
    const { room, connection } = flood();
    connection.receive({ Op: 'stdin', Data: '\x03' });
    room.backend.stream.output('z'.repeat(MEGABYTE));
    // Longer than the silence that ends it, and longer than the screen needs to fill its window again.
    room.clock.advance(120);
    for (let chunk = 0; chunk < 4; chunk += 1) {
      room.backend.stream.output('y'.repeat(MEGABYTE));
      expect(room.backend.stream.paused).toBe(false);
      room.clock.advance(20);
    }
    room.backend.stream.output('^C\r\n$ ');
    room.clock.advance(100);
    const shown = shownAfterReset(room, connection);
    expect(shown).toHaveLength(CATCH_UP_TAIL_BYTES);
    expect(shown.endsWith('y^C\r\n$ ')).toBe(true);
  });

  test('does not take the flood of the next command for its backlog', () => {
    const { room, connection } = flood();
    connection.receive({ Op: 'stdin', Data: '\x03' });
    room.backend.stream.output('^C\r\n$ ');
    room.clock.advance(50);
    shownAfterReset(room, connection);
    connection.receive({ Op: 'stdin', Data: '\x1b[A' });
    connection.receive({ Op: 'stdin', Data: '\r' });
    const before = connection.output.length;
    room.backend.stream.output('n'.repeat(HIGH_MARK_BYTES + 1));
    room.clock.settle();
    expect(room.backend.stream.paused).toBe(true);
    expect(connection.output.slice(before)).toMatch(/^n+$/);
    room.clock.advance(1000);
    expect(connection.last('reset')).toBeUndefined();
  });

  test('does not wait for more of it once something was typed on', () => {
    const { room, connection } = flood();
    connection.receive({ Op: 'stdin', Data: '\x03' });
    connection.receive({ Op: 'stdin', Data: 'yes\r' });
    room.clock.advance(50);
    room.backend.stream.output('n'.repeat(HIGH_MARK_BYTES + 1));
    expect(room.backend.stream.paused).toBe(true);
  });

  test('pauses nothing while more of it may come', () => {
    const { room, connection } = flood();
    connection.receive({ Op: 'stdin', Data: '\x03' });
    room.backend.stream.output('z'.repeat(MEGABYTE));
    room.clock.advance(100);
    expect(connection.last('reset')).toBeDefined();
    expect(room.backend.stream.paused).toBe(false);
    room.clock.advance(500);
    expect(room.backend.stream.paused).toBe(true);
  });

  test('is over for good after half a second', () => {
    const { room, connection } = flood();
    connection.receive({ Op: 'stdin', Data: '\x03' });
    room.clock.advance(600);
    expect(room.clock.pendingTimers).toBe(0);
    shownAfterReset(room, connection);
    room.backend.stream.output('n'.repeat(HIGH_MARK_BYTES + 1));
    room.clock.settle();
    expect(room.backend.stream.paused).toBe(true);
    expect(connection.last('reset')).toBeUndefined();
  });

  test('a process that ends in it gives the tail and its exit code', () => {
    const { room, connection } = flood();
    connection.receive({ Op: 'stdin', Data: '\x03' });
    room.backend.stream.output('z'.repeat(2 * MEGABYTE));
    room.backend.stream.exit(130);
    for (let turn = 0; turn < 20 && connection.closed === undefined; turn += 1) {
      connection.receive({ Op: 'ack', Offset: connection.last('stdout')?.Offset ?? 0 });
    }
    expect(connection.last('exit')?.Code).toBe(130);
    expect(connection.closed?.code).toBe(1);
  });
});

test('an interrupt without a flood shows its answer at once', () => {
  const room = new TerminalRoom();
  const { connection } = room.open({ Ack: true });
  connection.receive({ Op: 'stdin', Data: '\x03' });
  room.backend.stream.output('^C\r\n$ ');
  expect(connection.output).toBe('^C\r\n$ ');
});

test('a connection that drops in it leaves no timer but those of its resume', () => {
  const { room, connection } = flood();
  connection.receive({ Op: 'stdin', Data: '\x03' });
  connection.drop();
  // Until it counts as left, and until it ends.
  expect(room.clock.pendingTimers).toBe(2);
});
