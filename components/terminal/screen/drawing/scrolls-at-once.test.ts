// @vitest-environment happy-dom

import { Terminal } from '@xterm/xterm';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { outputSteps } from '../programs/testing/output-steps.ts';
import { coreOf } from '../programs/xterm-core.ts';
import { scrollAtOnce } from './scrolls-at-once.ts';

const opened: Terminal[] = [];

afterEach(() => {
  for (const terminal of opened.splice(0)) terminal.dispose();
  document.body.replaceChildren();
});

function open({ atOnce }: { atOnce: boolean }): Terminal {
  const terminal = new Terminal({ cols: 20, rows: 10, scrollback: 50, allowProposedApi: true });
  const element = document.createElement('div');
  document.body.append(element);
  if (atOnce) scrollAtOnce(terminal);
  terminal.open(element);
  opened.push(terminal);
  return terminal;
}

function write(terminal: Terminal, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => terminal.write(data, resolve));
}

/** Resolves once every frame that was asked for so far has been drawn. */
function drawn(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
}

function shown(terminal: Terminal): object {
  const { active } = terminal.buffer;
  return {
    buffer: [active.type, active.length, active.baseY, active.viewportY, active.cursorX, active.cursorY],
    selection: terminal.getSelection(),
    rows: [...(terminal.element?.querySelectorAll('.xterm-rows > div') ?? [])].map((row) => row.innerHTML),
  };
}

const userStep = fc.constantFrom<(terminal: Terminal) => void>(
  (terminal) => terminal.scrollLines(-3),
  (terminal) => terminal.scrollLines(2),
  (terminal) => terminal.scrollToTop(),
  (terminal) => terminal.scrollToBottom(),
  (terminal) => terminal.select(2, 5, 30),
  (terminal) => terminal.clear(),
);

test('shows what a terminal does that tells of each line', async () => {
  const steps = fc.array(fc.tuple(outputSteps, userStep), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const terminals = [open({ atOnce: false }), open({ atOnce: true })];
      for (const [output, user] of all) {
        for (const terminal of terminals) {
          for (const step of output) {
            if ('rows' in step) terminal.resize(20, step.rows);
            else await write(terminal, step);
          }
          user(terminal);
        }
        await drawn();
        const [plain, changed] = terminals.map(shown);
        expect(changed).toEqual(plain);
      }
      for (const terminal of opened.splice(0)) terminal.dispose();
    }),
    { numRuns: 40 },
  );
});

test('tells of a thousand lines once, with the last one', async () => {
  const terminal = open({ atOnce: true });
  const told: number[] = [];
  terminal.onScroll((line) => told.push(line));
  await write(terminal, 'line\r\n'.repeat(1000));
  expect(told).toEqual([50]);
  await write(terminal, 'nothing scrolls');
  expect(told).toEqual([50]);
});

test('tells at once that the user scrolls', async () => {
  const terminal = new Terminal({ cols: 20, rows: 10, scrollback: 50, allowProposedApi: true });
  scrollAtOnce(terminal);
  await write(terminal, 'line\r\n'.repeat(20));
  const told: number[] = [];
  terminal.onScroll((line) => told.push(line));
  terminal.scrollLines(-4);
  expect(told).toEqual([7]);
});

test('draws all rows that a line has moved', async () => {
  const terminal = open({ atOnce: true });
  await write(terminal, 'line\r\n'.repeat(20));
  await drawn();
  const draws: unknown[] = [];
  terminal.onRender((rows) => draws.push(rows));
  await write(terminal, 'next\r\n');
  await drawn();
  expect(draws).toEqual([{ start: 0, end: 9 }]);
});

test('the scrollbar follows to a line, also if it was told to be there long ago', async () => {
  const terminal = open({ atOnce: true });
  const { _viewport: viewport } = coreOf(terminal);
  if (viewport === undefined) throw new Error('no scrollbar');
  viewport._latestYDisp = 50;
  await write(terminal, 'line\r\n'.repeat(100));
  expect(terminal.buffer.active.viewportY).toBe(50);
  expect(viewport._latestYDisp).toBeUndefined();
});
