import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StdoutMessage } from '#protocol/messages.ts';
import type { FakeConnection } from '../testing/fake-connection.ts';
import { TerminalRoom } from '../testing/terminal-room.ts';

function outputs(connection: FakeConnection): StdoutMessage[] {
  return connection.messages.filter((message): message is StdoutMessage => message.Op === 'stdout');
}

describe('replayed output', () => {
  test('says at which size it was written, and that it has ended', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open({ Cols: 40, Rows: 10 });
    const { stream } = room.backend;
    stream.output('narrow ');
    connection.receive({ Op: 'resize', Cols: 120, Rows: 30 });
    stream.output('wide');
    const again = room.bind(sessionId, { Cols: 100, Rows: 30, Sizes: true });
    expect(outputs(again)).toEqual([
      { Op: 'stdout', Data: 'narrow ', Offset: 7, Cols: 40, Rows: 10 },
      { Op: 'stdout', Data: 'wide', Offset: 11, Cols: 120, Rows: 30 },
      { Op: 'stdout', Data: '', Offset: 11 },
    ]);
    again.receive({ Op: 'resize', Cols: 90, Rows: 30 });
    stream.output(' live');
    room.clock.advance(10);
    expect(outputs(again).at(-1)).toEqual({ Op: 'stdout', Data: ' live', Offset: 16 });
    expect(outputs(again)).toHaveLength(4);
  });

  test('says it of what came while nobody looked', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open({ Cols: 40, Rows: 10, Sizes: true });
    room.backend.stream.output('seen');
    expect(outputs(connection)).toEqual([{ Op: 'stdout', Data: 'seen', Offset: 4 }]);
    connection.drop();
    room.backend.stream.output(' missed');
    const again = room.bind(sessionId, { Cols: 80, Rows: 24, Sizes: true, Offset: 4 });
    expect(outputs(again)).toEqual([
      { Op: 'stdout', Data: ' missed', Offset: 11, Cols: 40, Rows: 10 },
      { Op: 'stdout', Data: '', Offset: 11 },
    ]);
  });

  test('is no replay to a client that has all of it', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open({ Cols: 40, Rows: 10 });
    room.backend.stream.output('seen');
    connection.drop();
    const again = room.bind(sessionId, { Cols: 80, Rows: 24, Sizes: true, Offset: 4 });
    expect(outputs(again)).toEqual([]);
  });

  test('of which the end is missing has its sizes up to the last whole character', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open({ Cols: 40, Rows: 10 });
    room.backend.stream.output(Buffer.from([0x61, 0xe2, 0x82]));
    connection.drop();
    const again = room.bind(sessionId, { Cols: 80, Rows: 24, Sizes: true });
    expect(outputs(again)).toEqual([
      { Op: 'stdout', Data: 'a', Offset: 1, Cols: 40, Rows: 10 },
      { Op: 'stdout', Data: '', Offset: 1 },
    ]);
    room.backend.stream.output(Buffer.from([0xac]));
    expect(outputs(again).at(-1)).toEqual({ Op: 'stdout', Data: '€', Offset: 4 });
  });

  test('comes as it always did to a client that does not ask', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open({ Cols: 40, Rows: 10 });
    room.backend.stream.output('narrow ');
    connection.receive({ Op: 'resize', Cols: 120, Rows: 30 });
    room.backend.stream.output('wide');
    const again = room.bind(sessionId, { Cols: 80, Rows: 24 });
    expect(outputs(again)).toEqual([{ Op: 'stdout', Data: 'narrow wide', Offset: 11 }]);
  });

  test('has exactly the sizes it was written at, however it is cut', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }).map((text) => Buffer.from(text)),
      fc.uint8Array({ minLength: 1, maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
    );
    const step = fc.record({ piece, cut: fc.nat(300), cols: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 30, max: 3000 }),
        (steps, kept) => {
          const room = new TerminalRoom({ scrollbackBytes: kept });
          const { sessionId, connection } = room.open({ Cols: 9, Rows: 9 });
          const { stream } = room.backend;
          const sizes: number[] = [];
          const all: Buffer[] = [];
          let cols = 9;
          const write = (bytes: Buffer) => {
            if (bytes.length === 0) return;
            stream.output(bytes);
            all.push(bytes);
            for (const _ of bytes) sizes.push(cols);
          };
          for (const next of steps) {
            write(next.piece.subarray(0, next.cut));
            cols = next.cols;
            connection.receive({ Op: 'resize', Cols: cols, Rows: 9 });
            write(next.piece.subarray(next.cut));
          }
          connection.drop();
          const again = room.bind(sessionId, { Sizes: true });
          const replay = outputs(again);
          let from = again.last('reset')?.Offset ?? 0;
          expect(from).toBeGreaterThanOrEqual(Math.max(0, sizes.length - kept));
          const written = Buffer.concat(all);
          const texts: string[] = [];
          for (const { Data, Offset, Cols } of replay) {
            // The end of the replay, or modes that are said again.
            if (Data === '' || Offset === from) continue;
            texts.push(Data);
            const size = sizes.slice(from, Offset);
            expect(Cols).toBe(size[0]);
            // A character that a change of size has cut in two goes with its first half.
            expect(size.filter((other) => other !== size[0]).length).toBeLessThanOrEqual(3);
            from = Offset;
          }
          expect(written.length - from).toBeLessThan(4);
          const begin = again.last('reset')?.Offset ?? 0;
          expect(texts.join('')).toBe(written.subarray(begin, from).toString());
          expect(replay.at(-1)?.Cols).toBeUndefined();
          expect(replay.filter(({ Data }) => Data === '').length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 300 },
    );
  });
});
