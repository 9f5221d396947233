// @vitest-environment happy-dom

import { Terminal } from '@xterm/xterm';
import { beforeEach, expect, test, vi } from 'vitest';
import { coreOf } from '../programs/xterm-core.ts';
import { synchronizeRows } from './synchronized-rows.ts';

const HOLD = '\x1b[?2026h';
const DRAW = '\x1b[?2026l';

let terminal: Terminal;
let element: HTMLElement;

beforeEach(async () => {
  terminal = new Terminal({ cols: 20, rows: 4, allowProposedApi: true });
  element = document.createElement('div');
  document.body.append(element);
  terminal.open(element);
  synchronizeRows(terminal);
  await write('before');
  await vi.waitUntil(() => rows() === 'before');
});

function write(text: string): Promise<void> {
  return new Promise((resolve) => terminal.write(text, resolve));
}

function rows(): string {
  return element.querySelector('.xterm-rows')?.textContent?.trim() ?? '';
}

/** Resolves once every frame that was asked for so far has been drawn. */
function drawn(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
}

test.each<[string, () => void]>([
  ['output that scrolls', () => {}],
  ['a new size', () => terminal.resize(30, 3)],
  ['a selection', () => terminal.selectAll()],
  ['the focus', () => coreOf(terminal)._renderService.handleFocus()],
  ['the loss of the focus', () => coreOf(terminal)._renderService.handleBlur()],
])('%s in synchronized output draws nothing before its end, and all then', async (_, happens) => {
  await write(`${HOLD}\r\n${'old\r\n'.repeat(20)}`);
  happens();
  await drawn();
  expect(rows()).not.toContain('old');
  await write(`${'new\r\n'.repeat(20)}${DRAW}`);
  await vi.waitUntil(() => /^(new)+$/.test(rows()));
});

test('other output is drawn as it comes', async () => {
  await write('\r\nafter');
  await vi.waitUntil(() => rows().endsWith('after'));
  terminal.resize(30, 3);
  expect(rows()).toContain('after');
});
