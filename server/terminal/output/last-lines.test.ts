import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastLines } from './last-lines.ts';
import { Scrollback } from './scrollback.ts';

function linesOf(text: string, count = 3): readonly string[] {
  const output = new Scrollback(64 * 1024);
  output.append(Buffer.from(text));
  return lastLines(output, count);
}

test.each([
  [
    'a prompt with colours',
    '\u001b[01;32mroot@web\u001b[00m:/# ls\r\nbin  etc\r\n$ ',
    ['root@web:/# ls', 'bin  etc', '$'],
  ],
  ['a title', '\u001b]0;root@web: /\u0007$ make\r\nok\r\n', ['$ make', 'ok']],
  ['a progress bar', 'get\r\n 10%\r 99%\r100%\r\n', ['get', '100%']],
  ['corrections while typing', '$ lss\b \b -l', ['$ ls -l']],
  ['a full-screen program', '\u001b[?1049h\u001b[2J\u001b[1;1Htop\u001b[3;1HPID 1\u001b[K', ['top', 'PID 1']],
  ['more lines than wanted', 'a\nb\nc\nd\ne\n', ['c', 'd', 'e']],
  ['nothing', '', []],
  ['a sequence that is not complete', 'text\r\n\u001b]0;half a ti', ['text']],
])('shows %s as text', (_what, output, lines) => {
  expect(linesOf(output)).toEqual(lines);
});

test('begins with a whole line where output is long', () => {
  const lines = linesOf(`${'x'.repeat(5000)}\n${'é'.repeat(100)}\nend\n`);
  expect(lines).toEqual(['é'.repeat(100), 'end']);
});

test('any output gives few short lines without control characters', () => {
  const special = fc.constantFrom(
    '\u001b[',
    '\u001b]',
    '\u001b',
    '\r',
    '\b',
    '\n',
    '\u0007',
    '\u202e',
    'é',
    'H',
    '1;2',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(special, fc.string({ unit: 'binary' }))), (pieces) => {
      for (const line of linesOf(pieces.join(''))) {
        expect(line).not.toMatch(/[\p{Cc}\u202e]/u);
        expect(line).not.toBe('');
        expect([...line].length).toBeLessThanOrEqual(160 * 8);
      }
      expect(linesOf(pieces.join('')).length).toBeLessThanOrEqual(3);
    }),
  );
});
