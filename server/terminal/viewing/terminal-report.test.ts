import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTerminalReport } from './terminal-report.ts';

test.each([
  ['cursor position', '\x1b[12;40R'],
  ['device attributes', '\x1b[?62;22c'],
  ['secondary device attributes', '\x1b[>0;276;0c'],
  ['status', '\x1b[0n'],
  ['a mode', '\x1b[?2026;2$y'],
  ['the window', '\x1b[8;24;80t'],
  ['focus', '\x1b[I'],
  ['blur', '\x1b[O'],
  ['a color', '\x1b]11;rgb:0000/0000/0000\x07'],
  ['a color, with ST', '\x1b]11;rgb:0000/0000/0000\x1b\\'],
  ['a setting', '\x1bP1$r0m\x1b\\'],
  ['a mouse that moves', '\x1b[<35;10;20M'],
  ['a wheel', '\x1b[<64;10;20M'],
  ['a button let go', '\x1b[<0;10;20m'],
  ['two at once', '\x1b[I\x1b[1;1R'],
])('%s is a report', (_, text) => {
  expect(isTerminalReport(text)).toBe(true);
});

test.each([
  ['a letter', 'l'],
  ['Enter', '\r'],
  ['Ctrl+C', '\x03'],
  ['an arrow', '\x1b[A'],
  ['an arrow in application mode', '\x1bOA'],
  ['Delete', '\x1b[3~'],
  ['Alt+x', '\x1bx'],
  ['Escape', '\x1b'],
  ['a click', '\x1b[<0;10;20M'],
  ['a paste', '\x1b[200~ls\x1b[201~'],
  ['a report with a key behind', '\x1b[Iq'],
  ['nothing', ''],
])('%s is none', (_, text) => {
  expect(isTerminalReport(text)).toBe(false);
});

test('no text without an escape is one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      if (!text.includes('\x1b')) expect(isTerminalReport(text)).toBe(false);
    }),
  );
});
