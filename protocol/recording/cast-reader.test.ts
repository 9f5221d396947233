import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CastItem, CastReader } from './cast-reader.ts';
import { CastError } from './recording-header.ts';

/** The example of asciinema's documentation of the format. */
const EXAMPLE = `{"version": 3, "term": {"cols": 80, "rows": 24, "type": "xterm-256color"}, "timestamp": 1504467315, "title": "Demo", "env": {"SHELL": "/bin/zsh"}}
# event stream follows the header
[0.248, "o", "\\u001b[1;31mHello \\u001b[32mWorld!\\u001b[0m\\n"]
[1.001, "o", "That was ok\\rThis is better."]
[3.500, "m", ""]
[0.143, "o", "Now... "]
# terminal window resized to 90 cols and 30 rows
[2.050, "r", "90x30"]
[1.541, "o", "Bye!"]
[0.887, "x", "0"]
`;

function read(pieces: readonly string[]): CastItem[] {
  const reader = new CastReader();
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
}

test("asciinema's example is read, with times since the start", () => {
  const [header, ...events] = read([EXAMPLE]);
  expect(header).toMatchObject({ kind: 'header', header: { term: { cols: 80, rows: 24 }, title: 'Demo' } });
  expect(events.map((event) => (event.kind === 'event' ? [event.at, event.code] : event))).toEqual([
    [248, 'o'],
    [1249, 'o'],
    [4749, 'm'],
    [4892, 'o'],
    [6942, 'r'],
    [8483, 'o'],
    [9370, 'x'],
  ]);
});

test('wherever the text is cut, the same is read', () => {
  const whole = read([EXAMPLE]);
  fc.assert(
    fc.property(fc.array(fc.nat(EXAMPLE.length), { maxLength: 20 }), (cuts) => {
      const ends = [...cuts, EXAMPLE.length].toSorted((a, b) => a - b);
      const pieces = ends.map((end, index) => EXAMPLE.slice(ends[index - 1] ?? 0, end));
      expect(read(pieces)).toEqual(whole);
    }),
  );
});

describe('a line that is none is named', () => {
  test.each([
    ['{"version": 2, "width": 80}', 'Line 1: '],
    ['nothing', 'Line 1: The line is not JSON'],
    [`${EXAMPLE}[1]\n`, 'Line 11: The line is no event of asciicast v3'],
    [`${EXAMPLE}[-1,"o",""]\n`, 'Line 11: '],
    [`${EXAMPLE}#podshell {"chunk":0}\n`, 'Line 11: The comment of Podshell'],
  ])('%s', (text, message) => {
    expect(() => read([text])).toThrow(message);
  });
});

test('whatever is read, nothing but a CastError is thrown', () => {
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom(EXAMPLE, '#podshell ', '[0,"o","', '{"version":3'),
  );
  fc.assert(
    fc.property(fc.array(text), (pieces) => {
      try {
        read([EXAMPLE, ...pieces]);
      } catch (error) {
        expect(error).toBeInstanceOf(CastError);
      }
    }),
  );
});
