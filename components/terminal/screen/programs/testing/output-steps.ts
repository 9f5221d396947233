/** Random output of programs, and how a terminal shows it. */

import type { Terminal } from '@xterm/xterm';
import fc from 'fast-check';
import { writeXterm } from './xterm-state.ts';

const PRIVATE = [
  1, 2, 6, 7, 9, 25, 45, 47, 66, 1000, 1002, 1003, 1004, 1006, 1016, 1047, 1048, 1049, 2004, 2026,
];

const color = fc.oneof(
  fc.constantFrom('31', '97', '39', '38;5;9', '38;2;1;2;3', '38:5:7', '38:2::9:8:7', '38:2:1:2:3'),
  fc.constantFrom('42', '103', '49', '48;5;200', '48;2;4;5;6', '58;5;3', '58:2::1:1:1', '59'),
);
const style = fc.constantFrom(
  '0',
  '',
  '1',
  '2',
  '3',
  '4',
  '4:3',
  '4:0',
  '5',
  '7',
  '8',
  '9',
  '21',
  '22',
  '24',
  '27',
  '53',
);

const sequence = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        modes: fc.array(fc.constantFrom(...PRIVATE), { minLength: 1, maxLength: 3 }),
        on: fc.boolean(),
      })
      .map(({ modes, on }) => `\x1b[?${modes.join(';')}${on ? 'h' : 'l'}`),
  },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.oneof(color, style), { minLength: 1, maxLength: 4 })
      .map((all) => `\x1b[${all.join(';')}m`),
  },
  // Colours that are not whole, or none: what xterm takes for their end counts.
  fc
    .tuple(
      fc.constantFrom('38', '38;5', '48;2;1', '38;7;1;2', '48;0;1'),
      fc.constantFrom('', ';1;3', ';4;31;7;9;1;2;3'),
    )
    .map(([broken, rest]) => `\x1b[${broken}${rest}m`),
  fc.constantFrom('\x1b[4h', '\x1b[4l', '\x1b[20h', '\x1b[20l', '\x1b=', '\x1b>', '\x1b[!p', '\x1bc'),
  fc.constantFrom('\x1b7', '\x1b8', '\x1b[s', '\x1b[u', '\x1b[1"q', '\x1b[0"q'),
  fc.constantFrom(
    '\x1b(0',
    '\x1b)0',
    '\x1b*A',
    '\x1b(B',
    '\x1b-K',
    '\x1b%G',
    '\x0e',
    '\x0f',
    '\x1bn',
    '\x1bo',
    '\x1b~',
  ),
  fc.tuple(fc.nat(9), fc.nat(30)).map(([top, bottom]) => `\x1b[${top};${bottom}r`),
  fc.nat(6).map((shape) => `\x1b[${shape} q`),
  fc.constantFrom(
    '\x1b]0;a title é\x07',
    '\x1b]2;other\x1b\\',
    '\x1b]8;id=x;https://example.com/?a;b\x07',
    '\x1b]8;;\x07',
    '\x1b]4;1;rgb:11/22/33;2;#abc\x07',
    '\x1b]104;1\x07',
    '\x1b]104\x07',
    '\x1b]10;#123456;rgb:1/2/3\x07',
    '\x1b]111\x07',
  ),
  // Aborted, broken, unknown and very long ones, and C1 controls.
  fc.constantFrom(
    '\x1b[?1049\x18h',
    '\x1b[3\x1b[1m',
    '\x1b[é1m',
    '\x1b[1?2h',
    '\x1b[?1\x0eh',
    '\x1b\x0f7',
    '\x9b?1002h',
    '\x9d2;c1 é\x9c',
    '\x90$q\x9c',
    '\x1bPq\x1b[1mé\x1b\\',
    '\x1b_x\x1b\\',
    '\x1b_é\x1b[7m',
    '\x1b(\x1b[2m',
    '\x84',
    'Â\x1b[9m',
    `\x1b]52;c;${'A'.repeat(9000)}\x07`,
    `\x1bPq${'~'.repeat(9000)}\x1b\\`,
    `\x1b[<${'1;'.repeat(5000)}1m`,
  ),
);

const text = fc.constantFrom('text', 'öß€😀', '\r\n', ' ', '\x1b[H', '\x1b[2J', 'y\r\n'.repeat(30));

/** Output with every kind of sequence, also cut off and broken, and changes of the window's rows. */
export const outputSteps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: sequence.map((bytes) => Buffer.from(bytes)) },
    { weight: 2, arbitrary: text.map((bytes) => Buffer.from(bytes)) },
    // Cut off, or not UTF-8.
    {
      weight: 1,
      arbitrary: fc.tuple(sequence, fc.nat(12)).map(([all, at]) => Buffer.from(all).subarray(0, at)),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(Buffer.of(0xc2), Buffer.of(0x9b, 0x31, 0x6d), Buffer.of(0xe2, 0x82)),
    },
    { weight: 1, arbitrary: fc.integer({ min: 8, max: 14 }).map((rows) => ({ rows })) },
  ),
  { maxLength: 40 },
);

/** From an offset on, the window has so many rows. */
export interface Resize {
  readonly offset: number;
  readonly rows: number;
}

/** Writes output that begins at an offset, each part at its size. */
export async function playOutput(
  terminal: Terminal,
  bytes: Buffer,
  from: number,
  resizes: readonly Resize[],
): Promise<void> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let at = 0;
  for (const { offset, rows } of resizes) {
    await writeXterm(terminal, decoder.decode(bytes.subarray(at, offset - from), { stream: true }));
    terminal.resize(terminal.cols, rows);
    at = offset - from;
  }
  await writeXterm(terminal, decoder.decode(bytes.subarray(at)));
}
