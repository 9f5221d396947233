import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markedLine, markedResult, textOf } from './marked-command.ts';
import type { LastCommand } from './terminal-record.ts';

const MARKER = '0123456789ab';
const ended: LastCommand = {
  id: 3,
  command: `: ${MARKER}; command eval 'x'`,
  exitCode: 3,
  output: 'left  ',
  isComplete: true,
};

test('the line is one line, begins with its marker, and runs any text unchanged', () => {
  const text = fc.string({ unit: fc.constantFrom(...`ab'"\\!%$\`\n\t #;&|<>*~é🙂`), maxLength: 40 });
  fc.assert(
    fc.property(text, fc.constantFrom('bash', 'sh'), (wanted, shell) => {
      const line = markedLine(`printf %s '${wanted.replaceAll("'", `'\\''`)}'`, MARKER);
      expect(line.startsWith(`: ${MARKER};`)).toBe(true);
      expect(line).toMatch(new RegExp(`${MARKER}\\S*$`));
      expect([...line].filter((character) => character < ' ')).toEqual([]);
      expect(execFileSync(shell, ['-c', line], { encoding: 'utf8' })).toBe(wanted);
    }),
    { numRuns: 40 },
  );
});

test.each([
  ['all of the output as it is', ended, 'any', { kind: 'found', result: { output: 'left  ', exitCode: 3 } }],
  [
    'the rest of a cleared screen, as the screen has it',
    { ...ended, isComplete: false },
    'left\n$',
    { kind: 'found', result: { output: 'left', exitCode: 3 } },
  ],
  [
    'the loss of an output that is too long',
    { ...ended, isComplete: false },
    'line\n'.repeat(2000),
    { kind: 'lost' },
  ],
  ['that the exit code is unknown', { ...ended, exitCode: null }, 'any', { kind: 'no-exit-code' }],
])('the result is %s', (_, last, text, result) => {
  expect(markedResult(last, text)).toEqual(result);
});

const printed = `<${MARKER}>\nout  \n<${MARKER}:0>`;

test.each([
  ['no marks', null, 'screen'],
  ['all of the line', { ...ended, output: printed }, printed],
  ['another command', { ...ended, command: 'ls', output: printed }, 'screen'],
  ['a part', { ...ended, output: printed, isComplete: false }, 'screen'],
  ['no beginning', { ...ended, output: `out\n<${MARKER}:0>` }, 'screen'],
  ['no end', { ...ended, output: `<${MARKER}>\nout` }, 'screen'],
])('with %s told, a printed line is read there or on the screen', (_, last, text) => {
  expect(textOf(last, 'screen', MARKER)).toBe(text);
});
