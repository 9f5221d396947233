import { describe, expect, test } from 'vitest';
import { INPUT_RECEIPT_BYTES } from '#protocol/limits.ts';
import { TerminalRoom } from '../testing/terminal-room.ts';
import { RECEIPT_MS } from './input-receipt.ts';

/** A window of a given name, bound to a new session. */
function open(Writer: string) {
  const room = new TerminalRoom();
  return { room, ...room.open({ Writer }) };
}

describe('a window that gives itself a name', () => {
  test('is told how much of its input was taken, with the echo of it', () => {
    const { room, connection } = open('w');
    expect(connection.last('bound')?.Input).toBe(0);
    connection.receive({ Op: 'stdin', Data: 'lä' });
    room.backend.stream.output('l');
    expect(connection.last('stdout')).toEqual({ Op: 'stdout', Data: 'l', Offset: 1, Input: 3 });
    room.clock.settle();
    room.backend.stream.output('ä');
    expect(connection.last('stdout')).toEqual({ Op: 'stdout', Data: 'ä', Offset: 3 });
  });

  test('is told without output, too, if only after a while', () => {
    const { room, connection } = open('w');
    connection.receive({ Op: 'stdin', Data: 'password' });
    room.clock.advance(RECEIPT_MS - 1);
    expect(connection.last('stdout')).toBeUndefined();
    room.clock.advance(1);
    expect(connection.last('stdout')).toEqual({ Op: 'stdout', Data: '', Offset: 0, Input: 8 });
    room.clock.advance(10 * RECEIPT_MS);
    expect(connection.messages).toHaveLength(2);
  });

  test('is told in time of a key without an echo, whatever keys with one came before', () => {
    const { room, connection } = open('w');
    const { stream } = room.backend;
    for (let key = 1; key <= 20; key += 1) {
      connection.receive({ Op: 'stdin', Data: 'k' });
      stream.output('k');
      expect(connection.last('stdout')?.Input).toBe(key);
      expect(room.clock.pendingTimers).toBe(1);
      room.clock.advance(200);
    }
    const told = connection.messages.length;
    connection.receive({ Op: 'stdin', Data: 'p' });
    expect(connection.messages).toHaveLength(told);
    room.clock.advance(RECEIPT_MS);
    expect(connection.messages.slice(told)).toEqual([{ Op: 'stdout', Data: '', Offset: 20, Input: 21 }]);
    room.clock.advance(RECEIPT_MS);
    expect(connection.messages).toHaveLength(told + 1);
    expect(room.clock.pendingTimers).toBe(0);
  });

  test('is told at every 64 KiB of a paste, and no oftener', () => {
    const { room, connection } = open('w');
    for (let piece = 0; piece < 8; piece += 1) {
      connection.receive({ Op: 'stdin', Data: 'x'.repeat(INPUT_RECEIPT_BYTES / 2) });
    }
    const counts = connection.messages.flatMap((message) =>
      message.Op === 'stdout' ? [(message.Input ?? 0) / INPUT_RECEIPT_BYTES] : [],
    );
    expect(counts).toEqual([1, 2, 3, 4]);
    const told = connection.messages.length;
    room.clock.advance(RECEIPT_MS);
    expect(connection.messages).toHaveLength(told);
    expect(room.clock.pendingTimers).toBe(0);
  });

  test('is told of a paste what the process has read of it, where that can be counted', () => {
    const { room, connection, sessionId } = open('w');
    const { stream } = room.backend;
    stream.canCountReads = true;
    const piece = INPUT_RECEIPT_BYTES / 2;
    for (let sent = 0; sent < 6; sent += 1) connection.receive({ Op: 'stdin', Data: 'x'.repeat(piece) });
    const told = () => connection.last('stdout')?.Input;
    expect(told()).toBe(INPUT_RECEIPT_BYTES);
    stream.readQuestions.shift()?.(1_000);
    expect(stream.input).toHaveLength(6 * piece);
    expect(told()).toBe(INPUT_RECEIPT_BYTES);
    room.clock.advance(20);
    stream.readQuestions.shift()?.(1_000 + 2 * piece);
    expect(told()).toBe(INPUT_RECEIPT_BYTES);
    room.clock.advance(20);
    stream.readQuestions.shift()?.(1_000 + 4 * piece);
    expect(told()).toBe(4 * piece);
    room.clock.advance(20);
    stream.readQuestions.shift()?.(1_000 + 4 * piece + 7);
    expect(told()).toBe(4 * piece + 7);
    expect(room.bind(sessionId, { Writer: 'w' }).last('bound')?.Input).toBe(6 * piece);
  });

  test('is told that all was taken when the process cannot be watched any more', () => {
    const { room, connection } = open('w');
    const { stream } = room.backend;
    stream.canCountReads = true;
    connection.receive({ Op: 'stdin', Data: 'x'.repeat(4 * INPUT_RECEIPT_BYTES) });
    expect(connection.last('stdout')).toBeUndefined();
    stream.readQuestions.shift()?.(0);
    room.clock.advance(20);
    stream.readQuestions.shift()?.(undefined);
    expect(connection.last('stdout')?.Input).toBe(4 * INPUT_RECEIPT_BYTES);
    stream.exit(0);
    expect(stream.counting).toBe(0);
  });

  test('is told at a resume what was taken before the drop, and of typing before the process was up', () => {
    const room = new TerminalRoom();
    const sessionId = room.issue();
    const first = room.bind(sessionId, { Writer: 'w' });
    first.receive({ Op: 'stdin', Data: 'early' });
    expect(first.messages).toEqual([]);
    room.backend.stream.sink.onStarted('bash');
    expect(first.last('bound')?.Input).toBe(5);
    first.receive({ Op: 'stdin', Data: ' late' });
    first.drop();
    expect(room.bind(sessionId, { Writer: 'w' }).last('bound')?.Input).toBe(10);
  });

  test('has a count of its own', () => {
    const { room, sessionId, connection } = open('first');
    connection.receive({ Op: 'stdin', Data: 'abc' });
    const second = room.bind(sessionId, { Writer: 'second' });
    expect(second.last('bound')?.Input).toBe(0);
    connection.receive({ Op: 'stdin', Data: 'is not taken any more' });
    second.receive({ Op: 'stdin', Data: 'de' });
    expect(room.bind(sessionId, { Writer: 'first' }).last('bound')?.Input).toBe(3);
    expect(room.backend.stream.input).toBe('abcde');
  });

  test('may be cut off between the halves of a character', () => {
    const { room, sessionId, connection } = open('w');
    connection.receive({ Op: 'stdin', Data: '\ud83d' });
    connection.drop();
    const again = room.bind(sessionId, { Writer: 'w' });
    expect(again.last('bound')?.Input).toBe(3);
    again.receive({ Op: 'stdin', Data: '\ude00' });
    expect(room.backend.stream.input).toBe('😀');
  });

  test('leaves no timer behind', () => {
    const { room, connection } = open('w');
    connection.receive({ Op: 'stdin', Data: 'a' });
    expect(room.clock.pendingTimers).toBe(1);
    connection.drop();
    // Those of the resume: until it counts as left, and until it ends.
    expect(room.clock.pendingTimers).toBe(2);
    room.clock.advance(room.limits.resumeMs);
    expect(room.clock.pendingTimers).toBe(0);
  });
});

test('a client that gives no name sees nothing of it', () => {
  const room = new TerminalRoom();
  const { connection } = room.open();
  connection.receive({ Op: 'stdin', Data: 'x'.repeat(2 * INPUT_RECEIPT_BYTES) });
  room.clock.advance(RECEIPT_MS);
  room.backend.stream.output('$ ');
  expect(connection.messages.map(({ Op }) => Op)).toEqual(['bound', 'stdout']);
  for (const message of connection.messages) expect(message).not.toHaveProperty('Input');
});

test('many windows of one session do not add up', () => {
  const { room, sessionId, connection } = open('first');
  connection.receive({ Op: 'stdin', Data: 'abc' });
  for (let window = 0; window < 63; window += 1) room.bind(sessionId, { Writer: `window ${window}` });
  expect(room.bind(sessionId, { Writer: 'first' }).last('bound')?.Input).toBe(3);
  for (let window = 0; window < 64; window += 1) room.bind(sessionId, { Writer: `other ${window}` });
  expect(room.bind(sessionId, { Writer: 'first' }).last('bound')?.Input).toBe(0);
});
