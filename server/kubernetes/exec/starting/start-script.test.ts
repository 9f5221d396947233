import { describe, expect, test } from 'vitest';
import { installedShells, runWith } from '../../testing/shells.ts';
import { MarkerFilter } from '../stream/marker.ts';
import { shellCommand, wrappedCommand } from './start-script.ts';

const NONCE = 'n0nce';

function scan(output: Buffer) {
  return new MarkerFilter(NONCE).push(output);
}

describe.each(installedShells())('the start script in $name', ({ words }) => {
  test('finds the first shell that exists and becomes it', () => {
    // As "shell" a program that prints what it is: the script does not mind.
    const { output } = runWith(words, shellCommand(NONCE, ['no-such-shell', 'env', 'sh']));
    const found = scan(output);
    expect(found).toMatchObject({ kind: 'found', marker: { found: 1 } });
    const environment = found.kind === 'found' ? found.output.toString() : '';
    expect(environment).toMatch(/^TERM=xterm-256color$/m);
    expect(environment).toMatch(/^COLORTERM=truecolor$/m);
  });

  test('names its own pid and start time, which stay those of the command', () => {
    const command = wrappedCommand(NONCE, ['cat', '/proc/self/stat']);
    const found = scan(runWith(words, command).output);
    if (found.kind !== 'found') throw new Error('no marker');
    const fields = found.output.toString().split(' ');
    expect(found.marker).toEqual({ pid: Number(fields[0]), startedAt: Number(fields[21]), found: 0 });
  });

  test('hands the words of a command on unchanged', () => {
    const odd = ['a b', '*', '$HOME', "'", '', ';', 'é'];
    const found = scan(runWith(words, wrappedCommand(NONCE, ['printf', '%s\\n', ...odd])).output);
    expect(found.kind === 'found' && found.output.toString()).toBe(`${odd.join('\n')}\n`);
  });

  test('ends with 127 when none exists', () => {
    const shell = runWith(words, shellCommand(NONCE, ['no-such-shell', '/no/such/sh']));
    expect([shell.status, scan(shell.output)]).toMatchObject([127, { marker: { found: -1 } }]);
    const command = runWith(words, wrappedCommand(NONCE, ['no-such-command', 'x']));
    expect([command.status, scan(command.output)]).toMatchObject([127, { marker: { found: -1 } }]);
  });

  test('ends with 126 when the one that is named may not be executed', () => {
    for (const path of ['/etc/passwd', '/etc']) {
      const shell = runWith(words, shellCommand(NONCE, [path]));
      expect([shell.status, scan(shell.output)]).toMatchObject([126, { marker: { found: -1 } }]);
      const command = runWith(words, wrappedCommand(NONCE, [path, 'x']));
      expect([command.status, scan(command.output)]).toMatchObject([126, { marker: { found: -1 } }]);
    }
  });

  test('leaves a locale alone that the image has chosen', () => {
    const { output } = runWith(words, wrappedCommand(NONCE, ['env']), { LANG: 'xx_XX' });
    expect(output.toString()).not.toContain('LC_CTYPE');
  });
});
