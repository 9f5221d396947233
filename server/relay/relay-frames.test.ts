import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FrameMemory } from '#server/sockjs/frame-memory.ts';
import { FrameReader, FrameWriter, type RelayFrame, RelayFrameError } from './relay-frames.ts';

const channel = fc.nat({ max: 0xffff_ffff });
/** Any UTF-16, halves of pairs too. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('\ud83d', '\ude42 is the second half', 'x'.repeat(70_000)),
);
const frame: fc.Arbitrary<RelayFrame> = fc.oneof(
  fc.record({ kind: fc.constant('open' as const), channel, opening: fc.json() }),
  fc.record({ kind: fc.constant('text' as const), channel, text, bytes: fc.constant(-1) }),
  fc.record({ kind: fc.constant('literal' as const), channel, literal: fc.uint8Array() }),
  fc.record({ kind: fc.constant('credit' as const), channel, bytes: fc.nat({ max: 0xffff_ffff }) }),
  fc.record({
    kind: fc.constant('close' as const),
    channel,
    code: fc.nat({ max: 0xffff }),
    reason: fc.string({ unit: 'grapheme' }),
  }),
  fc.record({ kind: fc.constant('closed' as const), channel, delivered: fc.boolean() }),
);

/** Writes a frame; gives it back with what it counts for. */
function write(writer: FrameWriter, frame: RelayFrame): RelayFrame {
  switch (frame.kind) {
    case 'open':
      writer.open(frame.channel, frame.opening);
      return frame;
    case 'text':
      return { ...frame, bytes: writer.text(frame.channel, frame.text) };
    case 'literal':
      writer.literal(frame.channel, frame.literal);
      return { ...frame, literal: Buffer.from(frame.literal) };
    case 'credit':
      writer.credit(frame.channel, frame.bytes);
      return frame;
    case 'close':
      writer.close(frame.channel, frame.code, frame.reason);
      return frame;
    case 'closed':
      writer.closed(frame.channel, frame.delivered);
      return frame;
  }
}

/** Reads bytes that come in pieces of these sizes, over and over, through one buffer as a socket does. */
function read(bytes: Buffer, sizes: readonly number[] = [bytes.length]): RelayFrame[] {
  const frames: RelayFrame[] = [];
  const reader = new FrameReader((one) =>
    // Valid during the call only.
    frames.push(one.kind === 'literal' ? { ...one, literal: Buffer.from(one.literal) } : one),
  );
  const memory = Buffer.alloc(Math.max(0, ...sizes));
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = bytes.copy(memory, 0, at, at + (sizes[turn % sizes.length] ?? 1));
    reader.push(memory.subarray(0, length));
    memory.fill(0xee);
    at += length;
  }
  return frames;
}

const sizes = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 5 });

describe('frames', () => {
  test('are read as they were written, however the bytes are cut', () => {
    const memory = new FrameMemory();
    fc.assert(
      fc.property(fc.array(frame), sizes, (frames, cuts) => {
        const writer = new FrameWriter(memory);
        const written = frames.map((one) => write(writer, one));
        const bytes = writer.take();
        expect(writer.length).toBe(0);
        expect(read(bytes)).toEqual(written);
        expect(read(bytes, cuts)).toEqual(written);
        memory.give(bytes);
      }),
    );
  });

  test('of any size are read from the pieces of TLS records', () => {
    const writer = new FrameWriter(new FrameMemory());
    const written = [1, 300, 200_000, 2_000_000, 5].map((length) =>
      write(writer, { kind: 'text', channel: 7, text: 'x'.repeat(length), bytes: -1 }),
    );
    expect(read(writer.take(), [1, 16_384])).toEqual(written);
  });

  test('that would never end are refused at once', () => {
    const head = Buffer.from([2, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff]);
    expect(() => read(head)).toThrow(RelayFrameError);
  });

  test('of any other bytes are frames, or the one error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), damaged), sizes, (bytes, cuts) => {
        try {
          expect(read(Buffer.from(bytes), cuts).length).toBeLessThanOrEqual(bytes.length);
        } catch (error) {
          expect(error).toBeInstanceOf(RelayFrameError);
        }
      }),
    );
  });

  test('of a newer replica are left out', () => {
    const writer = new FrameWriter(new FrameMemory());
    writer.credit(1, 5);
    writer.credit(2, 6);
    const bytes = writer.take();
    bytes[0] = 200;
    expect(read(bytes)).toEqual([{ kind: 'credit', channel: 2, bytes: 6 }]);
  });
});

/** A message with some bytes changed, or its end cut off. */
const damaged = fc
  .tuple(fc.array(frame, { minLength: 1 }), fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 }))), fc.nat())
  .map(([frames, changes, cut]) => {
    const writer = new FrameWriter(new FrameMemory());
    for (const one of frames) write(writer, one);
    const bytes = Buffer.from(writer.take());
    for (const [at, value] of changes) bytes[at % bytes.length] = value;
    return bytes.subarray(0, bytes.length - (cut % bytes.length));
  });
