import { errors, type Frame } from '@playwright/test';
import { afterEach, expect, test, vi } from 'vitest';
import { PodShell } from './pod-shell.ts';
import type { LastCommand, LiveTerminal } from './terminal-record.ts';

/** A page with one terminal. Its shell is a function of the entered line. */
class Page {
  screen = '$';
  state: LiveTerminal['state'] = 'ready';
  last: LastCommand | null = null;
  marksCommands = false;
  readonly lines: string[] = [];
  readonly shell: PodShell;

  /** @param hasMarks false: an older Podshell */
  constructor(hasMarks: boolean, enter: (line: string, page: Page) => void) {
    const page = this;
    const terminal = {
      id: 'one',
      exitCode: null,
      failure: null,
      text: () => page.screen,
      get state() {
        return page.state;
      },
      ...(hasMarks && { lastCommand: () => page.last }),
      get marksCommands() {
        return hasMarks ? page.marksCommands : undefined;
      },
    };
    vi.stubGlobal('window', { podshell: { terminals: () => [terminal] } });
    const press = async () => enter(this.lines.at(-1) ?? '', this);
    const input = {
      focus: async () => {},
      evaluate: async (_: unknown, line: string) => this.lines.push(line),
    };
    const locator = { first: () => ({ locator: () => ({ first: () => input }) }) };
    const frame = {
      page: () => ({ keyboard: { press } }),
      url: () => 'http://here/',
      locator: () => locator,
      evaluate: async (read: (value: unknown) => unknown, value: unknown) => read(value),
      waitForFunction: async (check: (value: unknown) => unknown, value: unknown) => {
        const outcome = check(value);
        if (outcome === false) throw new errors.TimeoutError('not yet');
        return { jsonValue: async () => outcome };
      },
    };
    const setup = { frame: frame as unknown as Frame, id: undefined, timeout: 1000, prompt: /[$#] ?$/ };
    this.shell = new PodShell(setup);
  }
}
afterEach(() => {
  vi.unstubAllGlobals();
});

const MARKED = /^: \w+; command eval/;

/** The marker of a line that asks for the exit code. */
const asked = (line: string): string | undefined => / (\w+) \$\?$/.exec(line)?.[1];

/** Prints what the line itself prints around the output. */
function print(line: string, output: string, exitCode: number): string {
  const marker = /printf '<%s>\\n' (\w+)/.exec(line)?.[1];
  return `<${marker}>\n${output}<${marker}:${exitCode}>`;
}

test('a shell that marks its commands is believed, spaces included', async () => {
  const page = new Page(true, (line, page) => {
    page.last = { id: 5, command: line, exitCode: 7, output: 'a  \nb', isComplete: true };
  });
  page.marksCommands = true;
  expect(await page.shell.run('x')).toEqual({ output: 'a  \nb', exitCode: 7 });
  expect(page.lines).toEqual([expect.stringMatching(MARKED)]);
});

test('a line that the shell does not echo is known by its number', async () => {
  const last = { exitCode: 0, output: '', isComplete: true, command: '' };
  const page = new Page(true, (_, page) => {
    page.last = { ...last, id, output: 'quiet' };
  });
  page.last = { ...last, id: 5 };
  page.marksCommands = true;
  let id = 5;
  await expect(page.shell.run('x')).rejects.toThrow('not done');
  id = 6;
  page.last = { ...last, id: 5 };
  expect(await page.shell.run('x')).toEqual({ output: 'quiet', exitCode: 0 });
});

test('the end of another command is not taken for it', async () => {
  const page = new Page(true, (_, page) => {
    page.last = { id: 5, command: 'typed before', exitCode: 0, output: '', isComplete: true };
  });
  page.marksCommands = true;
  await expect(page.shell.run('x')).rejects.toThrow('run("x"): not done within 1000 ms.');
});

test('a command that takes the marks away is asked for its exit code', async () => {
  const page = new Page(true, (line, page) => {
    if (MARKED.test(line))
      page.last = { id: 5, command: line, exitCode: null, output: 'out', isComplete: true };
    else page.screen = `${'line\n'.repeat(2000)}$ ${line}\n<${asked(line)}>\n<${asked(line)}:4>\n$`;
  });
  page.marksCommands = true;
  expect(await page.shell.run('PROMPT_COMMAND=')).toEqual({ output: 'out', exitCode: 4 });
});

test('where the prompt is no longer marked, it is looked for at the end of the screen', async () => {
  const page = new Page(true, (line, page) => {
    page.marksCommands = false;
    page.last = { id: 5, command: line, exitCode: 0, output: '', isComplete: true };
    page.screen = prompt;
  });
  page.marksCommands = true;
  let prompt = '$ x\nhalf a';
  await expect(page.shell.run('x')).rejects.toThrow('not done');
  page.marksCommands = true;
  page.last = null;
  prompt = '$ x\nnew #';
  expect(await page.shell.run('x')).toEqual({ output: '', exitCode: 0 });
});

test.each([
  ['an older Podshell', false, 'a\nb'],
  ['a shell before its first mark', true, 'a  \nb'],
])('%s is read by what the line prints', async (_, hasMarks, output) => {
  const page = new Page(hasMarks, (line, page) => {
    page.screen = `$ ${line}\n${print(line, 'a\nb\n', 2)}\n$`;
    page.last = { id: 1, command: line, exitCode: 0, output: print(line, 'a  \nb\n', 2), isComplete: true };
  });
  expect(await page.shell.run('x')).toEqual({ output, exitCode: 2 });
  expect(page.lines).toEqual([expect.stringMatching(/^printf '<%s>/)]);
});

test('a shell that ends first is an error', async () => {
  const page = new Page(true, (_, page) => {
    page.state = 'exited';
  });
  page.marksCommands = true;
  await expect(page.shell.run('exit')).rejects.toThrow('run("exit"): the shell has ended or failed.');
});
