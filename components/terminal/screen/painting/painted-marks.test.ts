/** Who comes late sees the commands of the shell as its owner does. */

import { Terminal } from '@xterm/xterm';
import { expect, test } from 'vitest';
import { CommandMarks } from '../marks/command-marks.ts';
import { setCharacterWidths } from '../programs/character-width.ts';
import { coreOf } from '../programs/xterm-core.ts';
import { paintedScreen } from './painted-screen.ts';

const osc = (body: string) => `\x1b]133;${body};podshell=n0nce.7\x07`;
const BASH = {
  prompt: (code: number, at: number) => `${osc(`D;${code};t=${at}.000`)}${osc('A')}me$ ${osc('B')}`,
  run: (command: string, at: number) => `${command}\r\n${osc(`C;t=${at}.000`)}`,
};
const ASH = { prompt: (code: number) => `${osc(`D;${code}`)}${osc('A')}/ # ${osc('B;lf')}` };

function open(): { terminal: Terminal; marks: CommandMarks; print(text: string): void } {
  const terminal = new Terminal({
    cols: 20,
    rows: 6,
    scrollback: 1000,
    allowProposedApi: true,
    logLevel: 'off',
  });
  setCharacterWidths(terminal);
  const marks = new CommandMarks(terminal, { now: () => 0, onFirst: () => {} });
  marks.follow('n0nce.7');
  return { terminal, marks, print: (text) => coreOf(terminal).writeSync(text) };
}

function joinOf({ terminal, marks }: ReturnType<typeof open>): ReturnType<typeof open> {
  const late = open();
  const { Normal, Row, Col } = paintedScreen(terminal, marks.heard);
  late.print(`${Normal}\x1b[${Row};${Col}H`);
  return late;
}

/** The marks at every place of the scrollback, and the last command. */
function seenIn({ terminal, marks }: ReturnType<typeof open>): unknown {
  const views = Array.from({ length: terminal.buffer.normal.baseY + 1 }, (_, line) => {
    terminal.scrollToLine(line);
    const { rows, sticky } = marks.view();
    return { rows: rows.map(({ id, ...row }) => row), sticky: sticky?.text };
  });
  const { id: _, ...last } = marks.last() ?? { id: 0 };
  return { views, last };
}

const HISTORY = [
  BASH.prompt(0, 0),
  BASH.run('ls', 1),
  'one\r\ntwo\r\n'.repeat(5),
  BASH.prompt(1, 3),
  BASH.run('a command that is longer than a line', 4),
  'x'.repeat(45),
  BASH.prompt(0, 5),
  BASH.run('true', 5),
  BASH.prompt(130, 6),
].join('');

test.each([
  ['at the prompt', '', `${BASH.run('id', 7)}root\r\n${BASH.prompt(0, 9)}`],
  ['while a line is typed', 'half', `more\r\n${osc('C;t=8.000')}out\r\n${BASH.prompt(2, 9)}`],
  ['while a command runs', `${BASH.run('seq 9', 7)}1\r\n2\r\n`, `3\r\n${BASH.prompt(7, 11)}`],
  ['before any prompt', '\x1bc', BASH.prompt(0, 9)],
])('%s', (_, before, after) => {
  const owner = open();
  owner.print(HISTORY + before);
  const late = joinOf(owner);
  expect(seenIn(late)).toEqual(seenIn(owner));
  for (const one of [owner, late]) one.print(after);
  expect(seenIn(late)).toEqual(seenIn(owner));
});

test('where output begins with the next line feed, it still does', () => {
  const owner = open();
  owner.print(`${ASH.prompt(0)}ls\r\n${'one\r\n'.repeat(9)}${ASH.prompt(2)}`);
  const late = joinOf(owner);
  for (const one of [owner, late]) one.print(`id\r\nroot\r\n${ASH.prompt(1)}`);
  expect(seenIn(late)).toEqual(seenIn(owner));
  expect(late.marks.last()).toMatchObject({ command: 'id', output: 'root', exitCode: 1 });
});

test('of a shell without marks, nothing is drawn', () => {
  const { terminal, marks, print } = open();
  print('$ ls\r\n');
  marks.follow('');
  expect(paintedScreen(terminal, marks.heard)).toEqual(paintedScreen(terminal));
});
