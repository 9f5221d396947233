import { expect, test } from 'vitest';
import { ALICE, TerminalRoom } from './testing/terminal-room.ts';

const MAIN = { terminal: true, input: false, debug: false };

function attached() {
  const room = new TerminalRoom();
  const sessionId = room.issue(undefined, undefined, { attach: true });
  const connection = room.bind(sessionId);
  room.backend.stream.sink.onStarted('attach', MAIN);
  return { room, connection, sessionId };
}

test('the client is told what it is attached to, at each bind', () => {
  const { room, connection, sessionId } = attached();
  const Attached = { Tty: true, Stdin: false, Debug: false };
  expect(connection.last('bound')).toMatchObject({ Attached, Resumed: false, Shell: 'attach' });
  connection.drop();
  expect(room.bind(sessionId).last('bound')).toMatchObject({ Attached, Resumed: true });
});

test('so are those who only list it', () => {
  const { room } = attached();
  expect(room.registry.list(ALICE)).toMatchObject([{ attached: true, shell: 'attach' }]);
});

test('leaving it is told as that', () => {
  const { connection } = attached();
  connection.receive({ Op: 'close' });
  expect(connection.last('exit')).toEqual({ Op: 'exit', Code: null, Data: 'Detached.', Cause: 'detached' });
});
