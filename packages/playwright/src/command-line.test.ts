import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandLine, endOf, findResult } from './command-line.ts';

const MARKER = '0123456789ab';

/** Runs the line in a shell and reads the screen, which also shows the typed line. */
function runIn(shell: string, command: string) {
  const line = commandLine(command, MARKER);
  const output = execFileSync(shell, ['-c', line], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return findResult(`$ ${line}\n${output}`, MARKER);
}

function found(output: string, exitCode = 0) {
  return { kind: 'found', result: { output, exitCode } };
}

describe.each(['bash', 'sh'])('in %s', (shell) => {
  test.each([
    ['echo one; echo two', 'one\ntwo', 0],
    ['printf "no newline"', 'no newline', 0],
    ['true', '', 0],
    ['false', '', 1],
    ['(exit 42)', '', 42],
    [`echo "it's" 'a "quote"' \\$HOME`, `it's a "quote" $HOME`, 0],
    ['echo hidden # a comment', 'hidden', 0],
    ['sleep 0 &', '', 0],
    ['echo "!" %s %d \\\\', '! %s %d \\', 0],
    ['if', '', 2],
    ['for i in 1 2\ndo echo "$i!"\ndone', '1!\n2!', 0],
    ["cat <<'END'\na\t'b' %s \\n\nEND", "a\t'b' %s \\n", 0],
    ['echo "user@host:~\\$ "', 'user@host:~$ ', 0],
  ])('%j', (command, output, exitCode) => {
    expect(runIn(shell, command)).toEqual(found(output, exitCode));
  });

  test('any text reaches the shell unchanged', () => {
    const text = fc.string({ unit: fc.constantFrom(...`ab'"\\!%$\`\n\t #;&|<>*~é🙂`), maxLength: 40 });
    fc.assert(
      fc.property(text, (wanted) => {
        const command = `printf %s '${wanted.replaceAll("'", `'\\''`)}'`;
        expect(runIn(shell, command)).toEqual(found(wanted.replace(/\n$/, '')));
      }),
      { numRuns: 40 },
    );
  });
});

test('the command line is one line and does not match its own output', () => {
  fc.assert(
    fc.property(fc.string(), (command) => {
      const line = commandLine(command, MARKER);
      expect([...line].filter((character) => character < ' ' || character === '\u007f')).toEqual([]);
      expect(endOf(MARKER).test(line)).toBe(false);
      expect(findResult(line, MARKER)).toEqual({ kind: 'pending' });
    }),
  );
});

test('a cleared screen gives the remaining output, an overflowed one reports a loss', () => {
  expect(findResult(`left\n<${MARKER}:3>\n$`, MARKER)).toEqual(found('left', 3));
  expect(findResult(`${'line\n'.repeat(2000)}<${MARKER}:0>\n$`, MARKER)).toEqual({ kind: 'lost' });
});
