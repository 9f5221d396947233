import { describe, expect, test } from 'vitest';
import { TerminalRoom } from '../testing/terminal-room.ts';

const HOUR = 3_600_000;

describe('the idle limit', () => {
  test('ends a shell in which nothing was typed, and says so', () => {
    const room = new TerminalRoom({ idleMs: HOUR });
    const { connection } = room.open();
    room.clock.advance(HOUR - 1);
    room.backend.stream.output('output is no input');
    expect(room.backend.stream.terminated).toBe(false);
    room.clock.advance(1);
    expect(room.backend.stream.terminated).toBe(true);
    expect(connection.last('toast')).toMatchObject({
      Code: 'idle-limit',
      Data: 'Nothing was typed for 1 h, so this server has ended the shell. Open a new one.',
    });
    expect(connection.closed?.code).toBe(1);
  });

  test('counts from the last key', () => {
    const room = new TerminalRoom({ idleMs: HOUR });
    const { connection } = room.open();
    room.clock.advance(HOUR - 1000);
    connection.receive({ Op: 'stdin', Data: 'l' });
    room.clock.advance(HOUR - 1);
    expect(room.backend.stream.terminated).toBe(false);
    room.clock.advance(1);
    expect(room.backend.stream.terminated).toBe(true);
  });
});

test('the longest life ends a shell in use, and says so', () => {
  const room = new TerminalRoom({ lifeMs: 90_000 });
  const { connection } = room.open();
  room.clock.advance(80_000);
  connection.receive({ Op: 'stdin', Data: 'l' });
  room.clock.advance(10_000);
  expect(connection.last('toast')).toMatchObject({ Code: 'life-limit' });
  expect(connection.last('toast')?.Data).toContain('90 s');
  expect(connection.closed?.code).toBe(1);
  expect(room.clock.pendingTimers).toBe(0);
});

test('without limits a shell lives on', () => {
  const room = new TerminalRoom();
  room.open();
  room.clock.advance(1000 * HOUR);
  expect(room.backend.stream.terminated).toBe(false);
});
