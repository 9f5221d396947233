import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wantedOf, wordsOf } from './command-line.ts';

test.each<[string, readonly string[] | null]>([
  ['', []],
  ['  bash ', ['bash']],
  ['psql -U postgres', ['psql', '-U', 'postgres']],
  [`sh -c 'cd /app && exec bash'`, ['sh', '-c', 'cd /app && exec bash']],
  [`echo "a \\"b\\" \\n" c\\ d`, ['echo', 'a "b" \\n', 'c d']],
  [`env A='x'"y"z ''`, ['env', 'A=xyz', '']],
  [`sh -c 'open`, null],
  ['sh "open', null],
  ['sh \\', null],
])('%j has the words %j', (line, words) => {
  expect(wordsOf(line)).toEqual(words);
});

test('quoted words come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.string().filter((word) => !word.includes("'"))), (words) => {
      expect(wordsOf(words.map((word) => `'${word}'`).join(' '))).toEqual(words);
    }),
  );
});

test('a single word asks for a shell, more for a command, nothing for the default', () => {
  expect(wantedOf(undefined)).toEqual({});
  expect(wantedOf(' ')).toEqual({});
  expect(wantedOf('/bin/zsh')).toEqual({ shell: '/bin/zsh' });
  expect(wantedOf('zsh -l')).toEqual({ command: ['zsh', '-l'] });
});
