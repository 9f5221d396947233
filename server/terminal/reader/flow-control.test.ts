import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HIGH_MARK_BYTES, LOW_MARK_BYTES, MAX_STDOUT_BYTES } from '../limits.ts';
import type { FakeConnection } from '../testing/fake-connection.ts';
import { TerminalRoom } from '../testing/terminal-room.ts';

function sentOffset(connection: FakeConnection): number {
  return connection.last('stdout')?.Offset ?? connection.last('bound')?.Offset ?? 0;
}

test('only the first output after silence leaves before the end of the turn', () => {
  const room = new TerminalRoom();
  const { connection } = room.open();
  room.clock.settle();
  const before = connection.flushes;
  for (const text of ['a', 'b', 'c']) room.backend.stream.output(text);
  expect(connection.output).toBe('a');
  expect(connection.flushes).toBe(before + 1);
  room.clock.settle();
  expect(connection.output).toBe('abc');
  expect(connection.flushes).toBe(before + 1);
});

describe('a client that acks', () => {
  test('the process is paused iff unshown output crossed the high mark and is not back under the low one', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('output' as const), bytes: fc.integer({ min: 1, max: 100_000 }) }),
      fc.record({ kind: fc.constant('ack' as const), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const room = new TerminalRoom();
        const { connection } = room.open({ Ack: true });
        const { stream } = room.backend;
        let written = 0;
        let shown = 0;
        let paused = false;
        for (const { kind, ...rest } of steps) {
          if (kind === 'output' && 'bytes' in rest) {
            written += rest.bytes;
            stream.output('x'.repeat(rest.bytes));
          } else if ('part' in rest) {
            shown += Math.floor((sentOffset(connection) - shown) * rest.part);
            connection.receive({ Op: 'ack', Offset: shown });
          }
          room.clock.settle();
          if (written - shown > HIGH_MARK_BYTES) paused = true;
          else if (written - shown < LOW_MARK_BYTES) paused = false;
          expect(stream.paused).toBe(paused);
          expect(sentOffset(connection) - shown).toBeLessThanOrEqual(HIGH_MARK_BYTES + MAX_STDOUT_BYTES);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('everything comes to a client that acks what it has got, whenever it does', () => {
    const step = fc.record({
      bytes: fc.oneof(fc.nat(10), fc.nat(70_000), fc.constant(2 * HIGH_MARK_BYTES)),
      ms: fc.nat(5),
      acks: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const room = new TerminalRoom();
        const { connection } = room.open({ Ack: true });
        const { stream } = room.backend;
        let written = 0;
        const ack = () => connection.receive({ Op: 'ack', Offset: sentOffset(connection) });
        for (const { bytes, ms, acks } of steps) {
          if (!stream.paused) {
            written += bytes;
            stream.output('x'.repeat(bytes));
          }
          if (acks) ack();
          room.clock.advance(ms);
        }
        // From here on it acks only what is new to it, as a browser does.
        for (let acked = -1; acked < sentOffset(connection); ) {
          acked = sentOffset(connection);
          ack();
          room.clock.advance(50);
        }
        expect(sentOffset(connection)).toBe(written);
        expect(stream.paused).toBe(false);
      }),
    );
  });

  test('an ack of what was never sent is not believed', () => {
    const room = new TerminalRoom();
    const { connection } = room.open({ Ack: true });
    connection.receive({ Op: 'ack', Offset: 1_000_000_000 });
    room.backend.stream.output('x'.repeat(HIGH_MARK_BYTES + 1));
    room.clock.settle();
    expect(room.backend.stream.paused).toBe(true);
  });

  test('without a viewer the process runs free', () => {
    const room = new TerminalRoom();
    const { connection } = room.open({ Ack: true });
    room.backend.stream.output('x'.repeat(HIGH_MARK_BYTES + 1));
    expect(room.backend.stream.paused).toBe(true);
    connection.drop();
    expect(room.backend.stream.paused).toBe(false);
  });

  test('a process that is ended is read on, so that its end comes', () => {
    const room = new TerminalRoom();
    const { connection } = room.open({ Ack: true });
    room.backend.stream.output('x'.repeat(HIGH_MARK_BYTES + 1));
    expect(room.backend.stream.paused).toBe(true);
    connection.receive({ Op: 'close' });
    expect(room.backend.stream.paused).toBe(false);
  });
});

describe('a client that never acks', () => {
  test('the process is paused while its transport is full, and every byte comes when it has room', () => {
    const room = new TerminalRoom();
    const { connection } = room.open();
    connection.roomToSend = false;
    const flood = Buffer.alloc(HIGH_MARK_BYTES + MAX_STDOUT_BYTES, '0123456789');
    room.backend.stream.output(flood);
    room.backend.stream.output(flood.subarray(0, 10));
    room.clock.settle();
    expect(room.backend.stream.paused).toBe(true);
    for (let turn = 0; connection.output.length < flood.length + 10 && turn < 100; turn += 1)
      connection.drain();
    expect(connection.output).toBe(`${flood}0123456789`);
    expect(room.backend.stream.paused).toBe(false);
  });
});

test('the first bytes of a burst leave at once, the rest together', () => {
  const room = new TerminalRoom();
  const { connection } = room.open();
  for (const letter of 'abcdef') room.backend.stream.output(letter);
  expect(connection.output).toBe('a');
  room.clock.settle();
  expect(connection.messages.filter((message) => message.Op === 'stdout')).toHaveLength(2);
  expect(connection.output).toBe('abcdef');
});
