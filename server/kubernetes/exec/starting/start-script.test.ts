import { describe, expect, test } from 'vitest';
import { installedShells, runWith } from '../../testing/shells.ts';
import { MarkerFilter } from '../stream/marker.ts';
import { shellCommand, wrappedCommand } from './start-script.ts';

const NONCE = 'n0nce';

function scan(output: Buffer) {
  return new MarkerFilter(NONCE).push(output);
}

describe.each(installedShells())('the start script in $name', ({ words }) => {
  test('execs the first shell that exists', () => {
    // `env` in place of a shell prints the environment that the script sets.
    const { output } = runWith(words, shellCommand(NONCE, ['no-such-shell', 'env', 'sh']));
    const found = scan(output);
    expect(found).toMatchObject({ kind: 'found', marker: { found: 1 } });
    const environment = found.kind === 'found' ? found.output.toString() : '';
    expect(environment).toMatch(/^TERM=xterm-256color$/m);
    expect(environment).toMatch(/^COLORTERM=truecolor$/m);
  });

  test('prints its pid and start time, which the command keeps', () => {
    const command = wrappedCommand(NONCE, ['cat', '/proc/self/stat']);
    const found = scan(runWith(words, command).output);
    if (found.kind !== 'found') throw new Error('no marker');
    const fields = found.output.toString().split(' ');
    expect(found.marker).toEqual({ pid: Number(fields[0]), startedAt: Number(fields[21]), found: 0 });
  });

  test('passes the arguments of a command unchanged', () => {
    const odd = ['a b', '*', '$HOME', "'", '', ';', 'é'];
    const found = scan(runWith(words, wrappedCommand(NONCE, ['printf', '%s\\n', ...odd])).output);
    expect(found.kind === 'found' && found.output.toString()).toBe(`${odd.join('\n')}\n`);
  });

  test('exits with 127 when no candidate exists', () => {
    const shell = runWith(words, shellCommand(NONCE, ['no-such-shell', '/no/such/sh']));
    expect([shell.status, scan(shell.output)]).toMatchObject([127, { marker: { found: -1 } }]);
    const command = runWith(words, wrappedCommand(NONCE, ['no-such-command', 'x']));
    expect([command.status, scan(command.output)]).toMatchObject([127, { marker: { found: -1 } }]);
  });

  test('exits with 126 when the named program is not executable', () => {
    for (const path of ['/etc/passwd', '/etc']) {
      const shell = runWith(words, shellCommand(NONCE, [path]));
      expect([shell.status, scan(shell.output)]).toMatchObject([126, { marker: { found: -1 } }]);
      const command = runWith(words, wrappedCommand(NONCE, [path, 'x']));
      expect([command.status, scan(command.output)]).toMatchObject([126, { marker: { found: -1 } }]);
    }
  });

  test('does not override a locale that the image sets', () => {
    const { output } = runWith(words, wrappedCommand(NONCE, ['env']), { LANG: 'xx_XX' });
    expect(output.toString()).not.toContain('LC_CTYPE');
  });
});
