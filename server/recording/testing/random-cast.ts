/** Recordings of random shells, for property tests. */

import fc from 'fast-check';
import type { TerminalSize } from '#server/terminal/ports.ts';
import type { CastWriter } from '../cast/cast-writer.ts';

/** What happens to a recorded shell. */
export type ShellEvent =
  | { readonly kind: 'output'; readonly bytes: Uint8Array }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'resize'; readonly size: TerminalSize }
  | { readonly kind: 'lose'; readonly bytes: number }
  | { readonly kind: 'close' };

const text = fc.oneof(
  fc.constantFrom(
    'héllo\r\n',
    '日本語',
    '🙂',
    '\u001b[31mred\u001b[0m',
    '"\\\u0007\u007f',
    '\r\n',
    '\u001b[2J\u001b[H',
    '\ufffd',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** Output as pieces cut anywhere, also inside characters, with what is no UTF-8 between. */
const outputBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  text.map((one) => Buffer.from(one)),
  fc
    .tuple(text, fc.nat(3))
    .map(([one, cut]) => Buffer.from(one).subarray(0, Math.max(0, Buffer.byteLength(one) - cut))),
  fc.uint8Array({ maxLength: 12 }),
  fc.nat(2000).map((count) => Buffer.from('y\r\n'.repeat(count))),
);

const terminalSize: fc.Arbitrary<TerminalSize> = fc.record({
  cols: fc.integer({ min: 2, max: 60 }),
  rows: fc.integer({ min: 2, max: 20 }),
});

export const shellEvents: fc.Arbitrary<ShellEvent[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: outputBytes.map((bytes): ShellEvent => ({ kind: 'output', bytes })) },
    { weight: 2, arbitrary: fc.nat(5000).map((ms): ShellEvent => ({ kind: 'wait', ms })) },
    { weight: 1, arbitrary: terminalSize.map((size): ShellEvent => ({ kind: 'resize', size })) },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 1, max: 99 }).map((bytes): ShellEvent => ({ kind: 'lose', bytes })),
    },
    { weight: 2, arbitrary: fc.constant<ShellEvent>({ kind: 'close' }) },
  ),
  { maxLength: 40 },
);

/** Plays events to a writer. @returns the file's bytes, without an end, and the output with null where bytes are lost */
export function play(
  writer: CastWriter,
  events: readonly ShellEvent[],
  wait: (ms: number) => void,
): { readonly file: Buffer[]; readonly output: (Uint8Array | number)[] } {
  const file: Buffer[] = [];
  const output: (Uint8Array | number)[] = [];
  let offset = writer.position.offset;
  for (const event of events) {
    switch (event.kind) {
      case 'output':
        writer.output(event.bytes);
        output.push(event.bytes);
        offset += event.bytes.length;
        break;
      case 'wait':
        wait(event.ms);
        break;
      case 'resize':
        writer.resized(event.size);
        break;
      case 'lose':
        writer.skipped(offset, offset + event.bytes);
        writer.state(Buffer.from('\u001b[1m'));
        output.push(event.bytes);
        offset += event.bytes;
        break;
      case 'close': {
        const chunk = writer.close();
        if (chunk !== undefined) file.push(Buffer.from(chunk.bytes));
      }
    }
  }
  return { file, output };
}
