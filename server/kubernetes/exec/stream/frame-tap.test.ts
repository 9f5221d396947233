import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeServerFrame } from '../../testing/raw-frames.ts';
import { FrameTap } from './frame-tap.ts';

const HANDSHAKE = Buffer.from('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n');
const BINARY = 2;
const OUTPUT_CHANNELS = [1, 2];

interface Tapped {
  /** Order of the calls: `o` for output, `p` for bytes passed on to the WebSocket library. */
  readonly order: string;
  readonly output: Buffer;
  /** What the WebSocket library is to parse. */
  readonly passedOn: Buffer;
}

/** Pushes `stream` in pieces of the given lengths, through one buffer that is overwritten each time. */
function tap(stream: Buffer, lengths: readonly number[], openAt: 'handshake' | number): Tapped {
  const output: Buffer[] = [];
  const passedOn: Buffer[] = [];
  let order = '';
  const reader: FrameTap = new FrameTap({
    onOutput(bytes) {
      expect(bytes.length).toBeGreaterThan(0);
      output.push(Buffer.from(bytes));
      if (!order.endsWith('o')) order += 'o';
    },
    onOther(bytes) {
      passedOn.push(Buffer.from(bytes));
      if (!order.endsWith('p')) order += 'p';
      if (openAt === 'handshake' && Buffer.concat(passedOn).includes('\r\n\r\n')) reader.open();
    },
  });
  const memory = Buffer.alloc(stream.length);
  let piece = 0;
  for (let at = 0; at < stream.length; piece += 1) {
    const length = lengths[piece % lengths.length] ?? 1;
    const copied = stream.copy(memory, 0, at, Math.min(stream.length, at + length));
    if (piece === openAt) reader.open();
    reader.push(memory, copied);
    memory.fill(0xee);
    at += copied;
  }
  reader.open();
  return { order, output: Buffer.concat(output), passedOn: Buffer.concat(passedOn) };
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const large = fc.integer({ min: 60_000, max: 70_000 }).map((length) => Buffer.alloc(length, 'x'));
const frame = fc.record({
  op: fc.constantFrom(BINARY, BINARY, BINARY, 1, 8, 9, 10),
  channel: fc.constantFrom(1, 1, 2, 3, 0, 4),
  payload: fc.oneof({ weight: 10, arbitrary: bytes }, { weight: 1, arbitrary: large }),
});
const lengths = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 10 });
const openAt = fc.oneof(fc.constant('handshake' as const), fc.nat({ max: 20 }));

describe('a stream in chunks of any size', () => {
  test('passes output to onOutput and every other byte to the library, in order', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 12 }), lengths, openAt, (frames, cuts, when) => {
        const output: Buffer[] = [];
        const passedOn: Buffer[] = [HANDSHAKE];
        const all = frames.map(({ op, channel, payload }) => {
          const encoded = encodeServerFrame(op, Buffer.concat([Buffer.of(channel), payload]));
          if (op === BINARY && OUTPUT_CHANNELS.includes(channel)) output.push(payload);
          else passedOn.push(encoded);
          return encoded;
        });
        const tapped = tap(Buffer.concat([HANDSHAKE, ...all]), cuts, when);
        expect(tapped.output.equals(Buffer.concat(output))).toBe(true);
        expect(tapped.passedOn.equals(Buffer.concat(passedOn))).toBe(true);
      }),
    );
  });

  test('passes output on before the frame that follows it', () => {
    const output = encodeServerFrame(BINARY, Buffer.from('\x01last words'));
    const status = encodeServerFrame(BINARY, Buffer.from('\x03{}'));
    const stream = Buffer.concat([HANDSHAKE, output, status, encodeServerFrame(8, Buffer.of(3, 232))]);
    for (let length = 1; length < stream.length; length += 1) {
      expect(tap(stream, [length], 'handshake').order).toBe('pop');
    }
  });
});

test('an empty output frame is dropped', () => {
  const stream = Buffer.concat([HANDSHAKE, encodeServerFrame(BINARY, Buffer.of(1))]);
  expect(tap(stream, [1], 'handshake')).toEqual({ order: 'p', output: Buffer.alloc(0), passedOn: HANDSHAKE });
});

test.each([
  ['a fragment', Buffer.of(0x02, 2, 1, 65)],
  ['an empty frame', Buffer.of(0x82, 0)],
  ['a frame with a mask', Buffer.of(0x82, 0x82, 1, 2, 3, 4, 5, 6)],
  ['a frame with a reserved bit', Buffer.of(0xc2, 2, 1, 65)],
])('%s goes to the library, the output frame after it does not', (_what, odd) => {
  const output = encodeServerFrame(BINARY, Buffer.from('\x01after'));
  for (let length = 1; length < 12; length += 1) {
    const tapped = tap(Buffer.concat([HANDSHAKE, odd, output]), [length], 'handshake');
    expect(tapped.passedOn.equals(Buffer.concat([HANDSHAKE, odd]))).toBe(true);
    expect(tapped.output.toString()).toBe('after');
  }
});

test('a response without upgrade goes to the library unchanged', () => {
  const refusal = Buffer.from('HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\n\x82\x03\x01ab\r\n\r\n');
  for (let length = 1; length < refusal.length; length += 1) {
    expect(tap(refusal, [length], 'handshake').passedOn.equals(refusal)).toBe(true);
  }
});
