import '../not-node.ts';
import { Terminal } from '@xterm/xterm';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { CommandMarks, type EndListener } from './command-marks.ts';

const WORD = 'n0nce.7';
const osc = (body: string, word = WORD): string => `\x1b]133;${body};podshell=${word}\x07`;

/** bash at its prompt, with a command that was typed and has begun. */
const BASH = {
  prompt: (code: number) => `${osc(`D;${code}`)}${osc('A')}me$ ${osc('B')}`,
  begin: (command: string) => `${command}\r\n${osc('C')}`,
};
/** busybox ash, or dash. */
const ASH = {
  prompt: (code: number, flag = 'lf') => `${osc(`D;${code}`)}${osc('A')}/ # ${osc(`B;${flag}`)}`,
};

class Played {
  readonly terminal: Terminal;
  readonly marks: CommandMarks;
  readonly ended: Parameters<EndListener>[0][] = [];
  now = 0;

  constructor({ cols = 20, rows = 6, scrollback = 100 } = {}) {
    this.terminal = new Terminal({ cols, rows, scrollback, allowProposedApi: true });
    this.marks = new CommandMarks(this.terminal, {
      now: () => this.now,
      onFirst: () => {},
    });
    this.marks.onEnded((command) => this.ended.push(command));
    this.marks.follow(WORD);
  }

  async print(...texts: readonly string[]): Promise<void> {
    for (const text of texts) await new Promise<void>((resolve) => this.terminal.write(text, resolve));
  }
}

const opened: Played[] = [];
function play(size: ConstructorParameters<typeof Played>[0] = {}): Played {
  const played = new Played(size);
  opened.push(played);
  return played;
}
afterEach(() => {
  for (const { marks, terminal } of opened.splice(0)) {
    marks.dispose();
    terminal.dispose();
  }
});

describe('the last command of bash', () => {
  test('has its text, output and exit code', async () => {
    const { marks, print } = bound(play());
    await print(BASH.prompt(0), BASH.begin('ls'), 'one\r\ntwo  \r\n', BASH.prompt(3));
    expect(marks.last()).toEqual({
      id: 1,
      command: 'ls',
      exitCode: 3,
      output: 'one\ntwo  ',
      isComplete: true,
    });
  });

  test('has output that wraps, is longer than the screen, and ends without a line feed, also after the width changes', async () => {
    const played = play();
    const { marks, print, terminal } = bound(played);
    const long = 'x'.repeat(55);
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    const output = [long, ...lines, 'no end'].join('\n');
    await print(
      BASH.prompt(0),
      BASH.begin('echo a command that wraps'),
      output.replaceAll('\n', '\r\n'),
      BASH.prompt(0),
    );
    const expected = {
      id: 1,
      command: 'echo a command that wraps',
      exitCode: 0,
      output,
      isComplete: true,
    };
    expect(marks.last()).toEqual(expected);
    for (const cols of [9, 33, 20]) {
      terminal.resize(cols, 6);
      expect(marks.last()).toEqual(expected);
    }
  });

  test('may have no output', async () => {
    const { marks, print } = bound(play());
    await print(BASH.prompt(0), BASH.begin('true'), BASH.prompt(0));
    expect(marks.last()).toMatchObject({ command: 'true', output: '', isComplete: true });
    expect(marks.selectLast()).toBe(false);
  });

  test('tells when the beginning of its output is no longer kept', async () => {
    const { marks, print } = bound(play({ scrollback: 10 }));
    await print(BASH.prompt(0), BASH.begin('seq'), 'x\r\n'.repeat(50), BASH.prompt(0));
    expect(marks.last()).toMatchObject({ isComplete: false, exitCode: 0 });
    expect(marks.last()?.output).toMatch(/^x\n(x\n)*x$/);
  });

  test('will be exact once output was marked, and after the end of a prompt', async () => {
    const { marks, print } = bound(play());
    const seen: boolean[] = [];
    const steps = [BASH.prompt(0), BASH.begin('ls'), `${osc('D;0')}${osc('A')}`, `me$ ${osc('B')}`, 'id'];
    for (const step of steps) {
      await print(step);
      seen.push(marks.isExact);
    }
    expect(seen).toEqual([false, false, false, true, true]);
  });

  test('is selected as it is', async () => {
    const { marks, print, terminal } = bound(play());
    await print(BASH.prompt(0), BASH.begin('ls'), 'one\r\ntwo\r\n', BASH.prompt(0));
    const select = vi.spyOn(terminal, 'select').mockReturnValue();
    expect(marks.selectLast()).toBe(true);
    expect(select.mock.calls).toEqual([[0, 1, 40]]);
  });

  test('is not one that nothing was entered for', async () => {
    const { marks, print } = bound(play());
    await print(BASH.prompt(0), BASH.begin('ls'), 'one\r\n', BASH.prompt(0), '\r\n', BASH.prompt(0));
    expect(marks.last()?.command).toBe('ls');
  });

  test('has an end also where the shell does not mark it', async () => {
    const { marks, print } = bound(play());
    await print(BASH.prompt(0), BASH.begin('PROMPT_COMMAND='), `me$ ${osc('B')}`);
    expect(marks.last()).toMatchObject({ command: 'PROMPT_COMMAND=', exitCode: null, output: '' });
  });

  test('has no text of its own where the end of the prompt is not marked', async () => {
    const { marks, print } = bound(play());
    await print(`${osc('A')}me$ ls\r\n`, osc('C'), 'one\r\n', osc('D;0'), osc('A'));
    expect(marks.last()).toEqual({ id: 1, exitCode: 0, output: 'one', isComplete: true });
    expect(marks.view().rows).toMatchObject([{ text: 'me$ ls' }]);
  });
});

describe('the last command of dash and ash', () => {
  test('begins at the line feed after the input', async () => {
    const played = play();
    const { marks, print } = bound(played);
    await print(ASH.prompt(0));
    marks.typed('ls\r');
    await print('ls\r\n', 'one\r\n', ASH.prompt(2));
    expect(marks.last()).toEqual({ id: 1, command: 'ls', exitCode: 2, output: 'one', isComplete: true });
  });

  test('goes on after a second prompt', async () => {
    const { marks, print } = bound(play());
    await print(ASH.prompt(0), 'echo a \\\r\n', `> ${osc('P;k=c')}b\r\n`, 'a b\r\n', ASH.prompt(0));
    expect(marks.last()).toMatchObject({ output: 'a b', command: 'echo a \\\n> b' });
  });

  test('does not begin where ash wraps the input', async () => {
    const { marks, print } = bound(play());
    const command = `echo ${'x'.repeat(30)}`;
    const wrapped = `${command.slice(0, 16)}\r\r\n${command.slice(16)}`;
    await print(ASH.prompt(0, 'lf=wrap'), wrapped, '\r\none\r\n', ASH.prompt(0, 'lf=wrap'));
    expect(marks.last()).toMatchObject({ output: 'one' });
  });

  test.each(['', '   ', 'half^C'])('is none where %j was left at the prompt', async (input) => {
    const { marks, print } = bound(play());
    await print(ASH.prompt(0), `${input}\r\n`, ASH.prompt(input === 'half^C' ? 130 : 0));
    expect(marks.last()).toBeUndefined();
  });

  test('that was typed ahead has all of its output', async () => {
    const { marks, print } = bound(play({ cols: 40 }));
    await print(ASH.prompt(0));
    marks.typed('sleep 1\r');
    await print('sleep 1\r\n');
    marks.typed('ls\r');
    await print('ls\r\n', ASH.prompt(0), 'one\r\ntwo\r\n', ASH.prompt(0));
    expect(marks.last()).toMatchObject({ output: 'one\ntwo' });
  });
});

describe('marks', () => {
  test.each([
    ['without the word', '\x1b]133;D;0\x07'],
    ['with another word', osc('D;0', 'guess.7')],
    ['with the unexpanded word of a printed prompt', osc('D;$?', 'n0nce.$$')],
    ['of VS Code', '\x1b]633;D;0\x07'],
  ])('%s end no command', async (_, forged) => {
    const { marks, print } = bound(play());
    await print(BASH.prompt(0), BASH.begin('cat evil'), `before ${forged}after\r\n`, BASH.prompt(1));
    expect(marks.last()).toMatchObject({ output: 'before after', exitCode: 1 });
  });

  test('are not heard before the server has told their word', async () => {
    const played = play();
    played.marks.follow('');
    await played.print(osc('A', ''), 'x', osc('B', ''));
    expect(played.marks.hasAny).toBe(false);
  });

  test('of a full-screen program count for nothing', async () => {
    const { marks, print } = bound(play());
    await print(
      BASH.prompt(0),
      BASH.begin('vi'),
      `\x1b[?1049h${osc('D;9')}${osc('A')}`,
      '\x1b[?1049l',
      BASH.prompt(0),
    );
    expect(marks.last()).toMatchObject({ exitCode: 0, command: 'vi' });
  });

  test('go on after a reset and after the screen was cleared', async () => {
    for (const clear of ['\x1bc', '\x1b[H\x1b[2J\x1b[3J']) {
      const { marks, print } = bound(play());
      await print(
        BASH.prompt(0),
        BASH.begin('ls'),
        'x\r\n',
        BASH.prompt(0),
        BASH.begin('reset'),
        clear,
        BASH.prompt(0),
      );
      await print(BASH.begin('id'), 'root\r\n', BASH.prompt(0));
      expect(marks.last()).toMatchObject({ command: 'id', output: 'root', isComplete: true });
      expect(marks.view().rows.at(-1)).toMatchObject({ text: 'id' });
    }
  });
});

test('a command takes the time that its shell tells, or that the page measures after Enter', async () => {
  const played = play();
  const { marks, print } = bound(played);
  await print(osc('A'), osc('B'), 'a\r\n', osc('C;t=10.500000'), osc('D;0;t=12,750000'), osc('A'), osc('B'));
  expect(marks.view().rows).toMatchObject([{ durationMs: 2250 }]);
  expect(played.ended).toEqual([]);
  played.now = 1000;
  marks.typed('b\r');
  await print('b\r\n', osc('C'));
  played.now = 13_000;
  await print(osc('D;1'));
  expect(played.ended).toMatchObject([{ text: 'b', durationMs: 12_000, exitCode: 1 }]);
});

test('a prompt whose marks the user has cleared away promises no exact command', async () => {
  const { marks, print, terminal } = bound(play());
  await print(BASH.prompt(0), BASH.begin('ls'), 'one\r\n', BASH.prompt(0));
  expect(marks.isExact).toBe(true);
  terminal.clear();
  expect(marks.isExact).toBe(false);
  await print(BASH.begin('ls'), 'two\r\n', BASH.prompt(0));
  expect(marks.isExact).toBe(true);
});

test('the command whose output fills the first row sticks, and jumps go from prompt to prompt', async () => {
  const { marks, print, terminal } = bound(play());
  const commands = ['a', 'b', 'c'];
  for (const name of commands) await print(BASH.prompt(0), BASH.begin(name), `${name}\r\n`.repeat(10));
  await print(BASH.prompt(0));
  expect(marks.view().sticky).toMatchObject({ text: 'c', state: 'ended' });
  expect([marks.jump(-1), marks.jump(-1), marks.jump(-1), marks.jump(-1)]).toEqual([
    'c',
    'b',
    'a',
    undefined,
  ]);
  expect(terminal.buffer.active.viewportY).toBe(0);
  expect(marks.view()).toMatchObject({ rows: [{ row: 0, text: 'a' }], sticky: undefined });
  terminal.scrollLines(3);
  expect(marks.view()).toMatchObject({ rows: [], sticky: { text: 'a' } });
  expect([marks.jump(1), marks.jump(1)]).toEqual(['b', 'c']);
});

const piece = fc.oneof(
  fc.constantFrom(
    osc('A'),
    osc('B'),
    osc('B;lf'),
    osc('B;lf=wrap'),
    osc('P;k=c'),
    osc('C'),
    osc('D;0'),
    osc('D;1;t=5.5'),
  ),
  fc.constantFrom(
    '\r\n',
    '\x1b[2J',
    '\x1bc',
    '\x1b[?1049h',
    '\x1b[?1049l',
    '\x1b[H',
    'word ',
    '\x1b[3J',
    '宽',
  ),
  fc.string({ maxLength: 50 }).map((text) => text.replace(/[\p{C}]/gu, '.')),
);

test('whatever comes, the view can be read and few places are kept', async () => {
  const steps = fc.array(fc.tuple(piece, fc.integer({ min: 2, max: 40 }), fc.boolean()), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(steps, async (pieces) => {
      const { marks, print, terminal } = bound(play({ scrollback: 5 }));
      for (const [text, cols, resizes] of pieces) {
        if (resizes) terminal.resize(cols, 4);
        await print(text);
        for (const { row } of marks.view().rows) expect(row).toBeGreaterThanOrEqual(0);
        marks.last();
      }
      marks.dispose();
      expect(terminal.markers.filter(({ isDisposed }) => !isDisposed)).toEqual([]);
    }),
  );
});

function bound(played: Played) {
  return { marks: played.marks, terminal: played.terminal, print: played.print.bind(played) };
}
