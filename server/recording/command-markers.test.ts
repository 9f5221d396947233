import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CommandMarkers } from './command-markers.ts';

const WORD = 'n0nce.7';

/** A mark as the start script's hooks print it. */
const mark = (body: string, word = WORD): string =>
  `\u001b]133;${body.replace('W', `podshell=${word}`)}\u0007`;

/** Writes pieces of output, and gives what the recording has: `|` where a command begins. */
function marked(pieces: readonly string[]): { readonly text: string; readonly offsets: readonly number[] } {
  let text = '';
  let offset = 0;
  const offsets: number[] = [];
  const markers = new CommandMarkers(
    {
      write(bytes, at) {
        offsets.push(at);
        text += Buffer.from(bytes).toString('latin1');
        return true;
      },
      marker: (label) => {
        expect(label).toMatch(/^podshell: command \d+$/);
        text += '|';
      },
      resized() {},
      skipped() {},
      modes() {},
      ended() {},
    },
    WORD,
  );
  for (const piece of pieces) {
    markers.write(Buffer.from(piece, 'latin1'), offset);
    offset += piece.length;
  }
  return { text, offsets };
}

const BASH = `${mark('A;W')}$ ${mark('B;W')}make\r\n${mark('C;W;t=1.5')}ok\r\n${mark('D;0;W;t=2.5')}${mark('A;W')}$ `;
const DASH = `${mark('D;0;W')}${mark('A;W')}$ ${mark('B;W;lf')}make\r\nok\r\n${mark('D;0;W')}`;

test('a command begins at its mark, or at the line feed after the prompt where there is none', () => {
  expect(marked([BASH]).text).toBe(BASH.replace('t=1.5\u0007', 't=1.5\u0007|'));
  expect(marked([DASH]).text).toBe(DASH.replace('make\r\n', 'make\r\n|'));
});

test.each([
  ['another word', mark('C;W', 'other')],
  ['a longer word', mark('C;W', `${WORD}1`)],
  ['no word', '\u001b]133;C\u0007'],
  ['a mark that is not ended', `\u001b]133;C;podshell=${WORD}\r\n`],
  ['a mark that is too long', mark(`C;W;${'x'.repeat(300)}`)],
  ['a line feed after a prompt that a mark of output follows', `${mark('B;W')}\r\n`],
])('%s begins none', (_, text) => {
  expect(marked([text]).text).toBe(text);
});

test('a sequence that is cut off hides no mark behind it', () => {
  const text = `\u001b]133;C;\u001b]133;${mark('C;W')}`;
  expect(marked([text]).text).toBe(`${text}|`);
});

test('however the output is cut, all of it is there at its offsets, with the same markers', () => {
  const noise = fc.constantFrom(
    '\u001b',
    '\u001b]',
    '\u001b]133;',
    '\n',
    'x',
    mark('C;W', 'other'),
    mark('P;k=c;W'),
  );
  const part = fc.oneof(noise, fc.constantFrom(BASH, DASH, mark('C;W'), mark('B;W;lf=wrap')));
  const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), cuts, (parts, lengths) => {
      const text = parts.join('');
      const pieces: string[] = [];
      let at = 0;
      for (const length of lengths) {
        if (at < text.length) pieces.push(text.slice(at, at + length));
        at += length;
      }
      if (at < text.length) pieces.push(text.slice(at));
      const whole = marked([text]);
      const cut = marked(pieces);
      expect(cut.text).toBe(whole.text);
      expect(cut.text.replaceAll('|', '')).toBe(text);
      expect(cut.offsets).toEqual([...cut.offsets].sort((a, b) => a - b));
    }),
  );
});
