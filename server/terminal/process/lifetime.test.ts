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

describe('while attached, the process of the container is said to keep running', () => {
  test.each([
    ['idle-limit', { idleMs: HOUR }, 'Nothing was typed for 1 h, so this server has detached.'],
    [
      'life-limit',
      { lifeMs: HOUR },
      'This terminal has been attached for 1 h, the longest that this server allows.',
    ],
  ])('%s', (code, limits, sentence) => {
    const room = new TerminalRoom(limits);
    const connection = room.connect();
    const sessionId = room.issue(undefined, undefined, { attach: true });
    connection.receive({ Op: 'bind', SessionID: sessionId });
    room.backend.stream.sink.onStarted('attach', { terminal: true, input: true, debug: false });
    room.clock.advance(HOUR);
    expect(connection.last('toast')).toMatchObject({
      Code: code,
      Data: `${sentence} The container's process keeps running. Attach again.`,
    });
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
