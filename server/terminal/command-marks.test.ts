import { expect, test } from 'vitest';
import { BOB, TerminalRoom } from './testing/terminal-room.ts';
import { WatchedRoom } from './testing/watched-room.ts';

test.each([[true], [false], [undefined]])(
  'a client that says %s to marks gets a shell accordingly',
  (Marks) => {
    const room = new TerminalRoom();
    room.bind(room.issue(), Marks === undefined ? {} : { Marks });
    expect(room.backend.stream.start.marks).toBe(Marks === true);
  },
);

test('the word of the marks is told at each bind, to a client that did not ask for them too', () => {
  const room = new TerminalRoom();
  const sessionId = room.issue();
  const connection = room.bind(sessionId, { Marks: true });
  room.backend.stream.sink.onStarted('bash', undefined, 'word.7');
  expect(connection.last('bound')).toMatchObject({ Marks: 'word.7' });
  connection.drop();
  expect(room.bind(sessionId).last('bound')).toMatchObject({ Marks: 'word.7', Resumed: true });
});

test('a shell without marks tells no word', () => {
  const room = new TerminalRoom();
  const connection = room.bind(room.issue(), { Marks: true });
  room.backend.stream.sink.onStarted('fish');
  expect(connection.last('bound')).not.toHaveProperty('Marks');
});

test('those who watch are told the word, too', async () => {
  const room = new WatchedRoom();
  const sessionId = room.issue();
  room.bind(sessionId, { Marks: true });
  room.backend.stream.sink.onStarted('bash', undefined, 'word.7');
  const bob = await room.watch(BOB, room.share(sessionId));
  expect(bob.last('bound')).toMatchObject({ Marks: 'word.7', ReadOnly: true });
});
