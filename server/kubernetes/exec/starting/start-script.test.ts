import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { installedShells, runWith } from '../../testing/shells.ts';
import { MarkerFilter } from '../stream/marker.ts';
import { CGROUP, oomKillsCommand, parseOomKills } from './oom-kills.ts';
import { LOCALES, shellCommand, wrappedCommand } from './start-script.ts';

const NONCE = 'n0nce';
const START = { nonce: NONCE, size: { cols: 101, rows: 33 } };

function scan(output: Buffer) {
  return new MarkerFilter(NONCE).push(output);
}

describe.each(installedShells())('the start script in $name', ({ words }) => {
  test('execs the first shell that exists', () => {
    // `env` in place of a shell prints the environment that the script sets.
    const { output } = runWith(words, shellCommand(START, ['no-such-shell', 'env', 'sh']));
    const found = scan(output);
    expect(found).toMatchObject({ kind: 'found', marker: { found: 1 } });
    const environment = found.kind === 'found' ? found.output.toString() : '';
    expect(environment).toMatch(/^TERM=xterm-256color$/m);
    expect(environment).toMatch(/^COLORTERM=truecolor$/m);
  });

  test('prints its pid and start time, which the command keeps', () => {
    const command = wrappedCommand(START, ['cat', '/proc/self/stat']);
    const found = scan(runWith(words, command).output);
    if (found.kind !== 'found') throw new Error('no marker');
    const fields = found.output.toString().split(' ');
    expect(found.marker).toMatchObject({ pid: Number(fields[0]), startedAt: Number(fields[21]), found: 0 });
  });

  test.each([
    ['memory.events', 'low 1\nhigh 2\nmax 3\noom 4\noom_kill 5\noom_group_kill 6\n', 5],
    ['memory/memory.oom_control', 'oom_kill_disable 0\nunder_oom 0\noom_kill 7\n', 7],
    ['memory/memory.oom_control', 'oom_kill_disable 0\nunder_oom 0\n', undefined],
    ['cgroup.procs', '1\n', undefined],
  ])('prints how many processes were ended for lack of memory, with %s', (file, text, count) => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'memory'));
    writeFileSync(join(root, file), text);
    const within = (command: string[]) => command.map((word) => word.replaceAll(CGROUP, root));
    const found = scan(runWith(words, within(wrappedCommand(START, ['true']))).output);
    expect(found.kind === 'found' && found.marker.oomKills).toBe(count);
    const later = runWith(words, within(oomKillsCommand({}))).output.toString();
    expect(parseOomKills(later)).toBe(count);
  });

  test('names the session in the environment', () => {
    const found = scan(runWith(words, wrappedCommand(START, ['env'])).output);
    if (found.kind !== 'found') throw new Error('no marker');
    const { pid, startedAt } = found.marker;
    expect(found.output.toString()).toMatch(
      new RegExp(`^TERM_SESSION_ID=podshell-${pid}-${startedAt}$`, 'm'),
    );
  });

  test('passes the arguments of a command unchanged', () => {
    const odd = ['a b', '*', '$HOME', "'", '', ';', 'é'];
    const found = scan(runWith(words, wrappedCommand(START, ['printf', '%s\\n', ...odd])).output);
    expect(found.kind === 'found' && found.output.toString()).toBe(`${odd.join('\n')}\n`);
  });

  test('exits with 127 when no candidate exists', () => {
    const shell = runWith(words, shellCommand(START, ['no-such-shell', '/no/such/sh']));
    expect([shell.status, scan(shell.output)]).toMatchObject([127, { marker: { found: -1 } }]);
    const command = runWith(words, wrappedCommand(START, ['no-such-command', 'x']));
    expect([command.status, scan(command.output)]).toMatchObject([127, { marker: { found: -1 } }]);
  });

  test('exits with 126 when the named program is not executable', () => {
    for (const path of ['/etc/passwd', '/etc']) {
      const shell = runWith(words, shellCommand(START, [path]));
      expect([shell.status, scan(shell.output)]).toMatchObject([126, { marker: { found: -1 } }]);
      const command = runWith(words, wrappedCommand(START, [path, 'x']));
      expect([command.status, scan(command.output)]).toMatchObject([126, { marker: { found: -1 } }]);
    }
  });

  test('starts busybox as its shell', () => {
    const busybox = fakeProgram('busybox', 'printf "[%s]" "$@"');
    const found = scan(runWith(words, shellCommand(START, [busybox])).output);
    expect(found.kind === 'found' && found.output.toString()).toBe('[sh]');
  });

  test('sets the size before anything runs, where there is a stty', () => {
    const folder = dirname(fakeProgram('stty', 'printf "{%s}" "$@"'));
    const path = `${folder}:${process.env.PATH}`;
    const size = /^\{rows\}\{33\}\{cols\}\{101\}/;
    const shell = runWith(words, shellCommand(START, ['env']), { PATH: path });
    expect(shell.output.toString()).toMatch(size);
    const command = runWith(words, wrappedCommand(START, ['env']), { PATH: path });
    expect(command.output.toString()).toMatch(size);
  });

  describe('the locale', () => {
    /** What LC_CTYPE is, where `folders` are the locales of the image. */
    function localeWith(folders: readonly string[], env: Record<string, string> = {}): string | undefined {
      const root = fakeLocales(folders);
      const command = wrappedCommand(START, ['env']).map((word) => word.replaceAll(LOCALES, root));
      const found = scan(runWith(words, command, env).output);
      if (found.kind !== 'found') throw new Error('no marker');
      return /^LC_CTYPE=(.*)$/m.exec(found.output.toString())?.[1];
    }

    test.each([
      [['C.utf8'], 'C.UTF-8'],
      [['C.UTF-8'], 'C.UTF-8'],
      [['de_DE.utf8', 'C.UTF-8'], 'C.UTF-8'],
      [['de_DE', 'de_DE.utf8'], 'de_DE.utf8'],
      [['en_US.UTF-8'], 'en_US.UTF-8'],
    ])('of an image with %j is %s', (folders, locale) => {
      expect(localeWith(folders)).toBe(locale);
    });

    test('that the image has chosen is left alone', () => {
      expect(localeWith(['C.utf8'], { LANG: 'xx_XX' })).toBeUndefined();
      expect(localeWith(['C.utf8'], { LC_ALL: 'C' })).toBeUndefined();
    });

    test('is one that the shell has proven where there is no folder of one', () => {
      const locale = localeWith(['de_DE']);
      if (locale === undefined) return;
      const { output } = runWith(words, wrappedCommand(START, ['locale', 'charmap']), { LC_CTYPE: locale });
      expect(output.toString()).toMatch(/UTF-8\n$/);
    });
  });
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'podshell-start-'));
  folders.push(folder);
  return folder;
}

function fakeProgram(name: string, body: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return path;
}

/** A folder of locales as glibc has it, with empty ones of these names. */
function fakeLocales(names: readonly string[]): string {
  const root = temporaryFolder();
  for (const name of names) {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, 'LC_CTYPE'), '');
  }
  return root;
}
