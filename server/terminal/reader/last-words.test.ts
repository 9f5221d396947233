import { describe, expect, test, vi } from 'vitest';
import type { ShellEnd } from '../ports.ts';
import { LIMITS, TerminalRoom } from '../testing/terminal-room.ts';

const FAILED: ShellEnd = { kind: 'failed', failure: { code: 'pod-deleted', reason: 'It was deleted.' } };

/** Nothing of any session is left. */
function isOver(room: TerminalRoom): Promise<void> {
  return vi.waitFor(() => expect(room.registry.size).toBe(0));
}

describe('the end of a process on a line that is dead, without anybody knowing', () => {
  test('is told again to the connection that comes next, with the output before it', async () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    connection.lineIsDead = true;
    room.backend.stream.output('last words');
    room.backend.stream.exit(3);
    expect(connection.closed).toMatchObject({ code: 1 });
    const again = room.bind(sessionId);
    expect(again.output).toBe('last words');
    expect(again.last('exit')).toMatchObject({ Code: 3 });
    expect(again.closed).toMatchObject({ code: 1 });
    connection.drop();
    await isOver(room);
  });

  test('waits for a resume once the line is found dead', async () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    connection.lineIsDead = true;
    room.backend.stream.end(FAILED);
    connection.drop();
    room.clock.advance(LIMITS.resumeMs - 1);
    const again = room.bind(sessionId);
    expect(again.last('toast')).toMatchObject({ Code: 'pod-deleted' });
    expect(again.closed).toEqual({ code: 2, reason: 'It was deleted.' });
    await isOver(room);
  });

  test('is forgotten when nobody comes', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    connection.lineIsDead = true;
    room.backend.stream.exit(0);
    connection.drop();
    room.clock.advance(LIMITS.resumeMs);
    expect(room.bind(sessionId).closed).toMatchObject({ code: 4404 });
  });
});

test('an end that the browser has is the end of the session', async () => {
  const room = new TerminalRoom();
  const { sessionId } = room.open();
  room.backend.stream.exit(0);
  await isOver(room);
  expect(room.bind(sessionId).closed).toMatchObject({ code: 4404 });
});

test('a limit on idle time has nothing to say after the end', () => {
  const room = new TerminalRoom({ idleMs: 1_000 });
  const { connection } = room.open();
  connection.lineIsDead = true;
  room.backend.stream.exit(0);
  room.clock.advance(5_000);
  expect(connection.last('toast')).toBeUndefined();
});
