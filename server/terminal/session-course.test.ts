/** The states of a session from its id to its end, and what of it is kept on the way. */

import { expect, test } from 'vitest';
import { LIVE_BYTES } from './limits.ts';
import { ALICE, TerminalRoom } from './testing/terminal-room.ts';

const stateIn = ({ registry }: TerminalRoom) => registry.list(ALICE)[0]?.state;

test('a session is listed with the state that it is in', async () => {
  const room = new TerminalRoom();
  const sessionId = room.issue();
  expect(stateIn(room)).toBe('issued');
  const connection = room.bind(sessionId);
  expect(stateIn(room)).toBe('starting');
  room.backend.stream.sink.onStarted('bash');
  expect(stateIn(room)).toBe('attached');
  connection.drop();
  expect(stateIn(room)).toBe('detached');
  const ending = room.session(sessionId).end('closed-by-user');
  expect(stateIn(room)).toBe('ending');
  await ending;
  expect(stateIn(room)).toBeUndefined();
});

test('a session ends once, however often and from wherever it is ended', async () => {
  let gone = 0;
  const room = new TerminalRoom({}, { onGone: () => gone++ });
  const session = room.session(room.open().sessionId);
  const ending = session.end('closed-by-user');
  expect(session.end('page-closed')).toBe(ending);
  session.expire({ code: 'idle-limit', reason: 'Nobody typed.', detached: 'Nobody typed.' });
  session.refuse({ code: 'forbidden', reason: 'No.' });
  await ending;
  expect(gone).toBe(1);
  expect(room.observed.slice(2)).toEqual([
    ['ended', { cause: 'closed-by-user', exitCode: 129, bytesIn: 0, bytesOut: 0 }],
  ]);
});

test('a session that is ended while nobody looks keeps no timer', async () => {
  const room = new TerminalRoom();
  const { connection, sessionId } = room.open();
  connection.drop();
  expect(room.clock.pendingTimers).toBeGreaterThan(0);
  await room.session(sessionId).end('closed-by-user');
  expect(room.clock.pendingTimers).toBe(0);
});

test.each([
  ['as much as the setting says', 3 * LIVE_BYTES],
  ['at least what a screen is behind', LIVE_BYTES],
])('output is kept for a resume: %s', (_what, scrollbackBytes) => {
  const room = new TerminalRoom({ scrollbackBytes });
  const { connection, sessionId } = room.open();
  connection.drop();
  const line = `${'x'.repeat(1023)}\n`;
  for (let sent = 0; sent < scrollbackBytes; sent += line.length) room.backend.stream.output(line);
  const again = room.bind(sessionId, { Offset: 0 });
  room.clock.advance(1000);
  expect(again.output).toHaveLength(scrollbackBytes);
});

test('a screen that is behind misses nothing, however little is kept for a resume', () => {
  const room = new TerminalRoom({ scrollbackBytes: 1024 });
  const { connection } = room.open({ Ack: true });
  for (let sent = 0; sent < LIVE_BYTES; sent += 1024) room.backend.stream.output('x'.repeat(1024));
  for (let acked = -1; acked < (connection.last('stdout')?.Offset ?? 0); ) {
    acked = connection.last('stdout')?.Offset ?? 0;
    connection.receive({ Op: 'ack', Offset: acked });
    room.clock.advance(1000);
  }
  expect(connection.last('reset')).toBeUndefined();
  expect(connection.output).toHaveLength(LIVE_BYTES);
});

test('a resume that names half a size leaves the size as it is', () => {
  const room = new TerminalRoom();
  const { sessionId, connection } = room.open({ Cols: 100, Rows: 30 });
  connection.drop();
  room.bind(sessionId, { Cols: 120 });
  room.bind(sessionId, { Rows: 40 });
  expect(room.backend.stream.sizes).toEqual([]);
  room.bind(sessionId, { Cols: 120, Rows: 40 });
  expect(room.backend.stream.sizes).toEqual([{ cols: 120, rows: 40 }]);
});
