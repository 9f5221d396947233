// @vitest-environment happy-dom

import { Terminal } from '@xterm/xterm';
import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { coreOf } from '../programs/xterm-core.ts';
import { keepSpans } from './kept-spans.ts';

const BOLD_RED = '\x1b[1;31m';
const CURLY = '\x1b[4:3m';
const PLAIN = '\x1b[0m';

let terminal: Terminal;
let element: HTMLElement;

beforeEach(() => {
  terminal = new Terminal({ cols: 20, rows: 4, allowProposedApi: true });
  element = document.createElement('div');
  document.body.append(element);
  terminal.open(element);
  keepSpans(terminal);
});

/** Shows `text` on a cleared screen, and resolves once it is drawn. */
async function show(text: string): Promise<void> {
  await new Promise<void>((resolve) => terminal.write(`\x1b[H\x1b[2J${text}`, resolve));
  await new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
}

function row(index = 0): HTMLElement {
  return element.querySelectorAll<HTMLElement>('.xterm-rows > div')[index] as HTMLElement;
}

/** The rows as xterm draws them where it finds none. */
function drawnAnew(): string[] {
  for (let index = 0; index < terminal.rows; index += 1) row(index).innerHTML = '';
  coreOf(terminal)._renderService._renderer.value?.renderRows(0, terminal.rows - 1);
  return shownRows();
}

function shownRows(): string[] {
  return Array.from({ length: terminal.rows }, (_, index) => row(index).innerHTML);
}

test('a letter more keeps the elements of its row', async () => {
  await show('$ ls');
  const before = [...row().children];
  expect(before.map((span) => span.textContent)).toEqual(['$ ls', ' ']);
  await show('$ ls -l');
  expect([...row().children]).toEqual(before);
  expect(before.map((span) => span.textContent)).toEqual(['$ ls -l', ' ']);
});

test('text in another color gets an element of its own', async () => {
  await show('one');
  const [before] = row().children;
  await show(`${BOLD_RED}one${PLAIN}`);
  expect(row().children[0]).not.toBe(before);
  expect(row().children[0]?.className).toContain('xterm-bold');
});

test('whatever a row showed before, it looks as if drawn for the first time', async () => {
  const style = fc.constantFrom(
    '',
    '\x1b[1m',
    '\x1b[7m',
    '\x1b[31m',
    '\x1b[48;2;1;2;3m',
    CURLY,
    PLAIN,
    '\r\n',
  );
  const piece = fc
    .tuple(style, fc.constantFrom('', 'a', 'ab c', '漢', 'é', 'e\u0301', '│'))
    .map(([before, text]) => before + text);
  const screen = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('') + PLAIN);
  await fc.assert(
    fc.asyncProperty(fc.array(screen, { minLength: 2, maxLength: 4 }), async (screens) => {
      for (const text of screens) await show(text);
      const shown = shownRows();
      expect(shown).toEqual(drawnAnew());
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['accents above each other', 'a\u0301\u0302\u0303'],
  ['letters of another font', '漢'],
  ['box drawing', '│'],
  ['a wavy line', `${CURLY}wavy${PLAIN}`],
])('%s may leave the row, which is clipped as long as it shows them', async (_, text) => {
  await show('plain');
  expect(row().style.overflow).toBe('visible');
  await show(`plain ${text}`);
  expect(row().style.overflow).toBe('hidden');
  await show('plain');
  expect(row().style.overflow).toBe('visible');
});

test('a new size of the screen changes none of this', async () => {
  await show('one');
  terminal.resize(30, 5);
  await vi.waitUntil(() => row(4)?.style.overflow === 'visible');
  expect(row().style.overflow).toBe('visible');
  const [before] = row().children;
  await show('one more');
  expect(row().children[0]).toBe(before);
});

test('a terminal that is opened later has all of it', async () => {
  const first = element;
  terminal = new Terminal({ cols: 20, rows: 4, allowProposedApi: true });
  element = document.createElement('div');
  document.body.append(element);
  terminal.open(element);
  keepSpans(terminal);
  await show('one');
  const [before] = row().children;
  await show('one more');
  expect(row().children[0]).toBe(before);
  expect(first.contains(row())).toBe(false);
});
