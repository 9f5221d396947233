// @vitest-environment happy-dom

import { Terminal } from '@xterm/xterm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { coreOf } from '../programs/xterm-core.ts';
import { LATE_MS, moveFieldSeldom } from './field-place.ts';

const CELL = { width: 8, height: 16 };

let clock: FakeClock;
let terminal: Terminal;
let frames: number;

beforeEach(async () => {
  clock = new FakeClock();
  terminal = new Terminal({ cols: 20, rows: 9 });
  const element = document.createElement('div');
  document.body.append(element);
  terminal.open(element);
  // happy-dom measures nothing.
  Object.assign(coreOf(terminal)._renderService.dimensions.css.cell, CELL);
  moveFieldSeldom(terminal, clock);
  frames = 0;
  terminal.onRender(() => {
    frames += 1;
  });
  await vi.waitUntil(() => frames > 0);
});

afterEach(() => document.body.replaceChildren());

/** The row that the field is in. */
const fieldRow = () => Number.parseInt(terminal.textarea?.style.top ?? '', 10) / CELL.height;

/** Moves the cursor to the next row and draws that. */
async function newLine(): Promise<void> {
  await new Promise<void>((parsed) => terminal.write('\r\n', parsed));
  const before = frames;
  await vi.waitUntil(() => frames > before);
}

test('the field stays while the frames follow each other, until it is late', async () => {
  clock.advance(LATE_MS);
  const first = fieldRow();
  await newLine();
  clock.advance(LATE_MS / 2);
  await newLine();
  clock.advance(LATE_MS / 2 - 1);
  await newLine();
  expect(fieldRow()).toEqual(first);
  clock.advance(1);
  await newLine();
  expect(fieldRow()).toBe(4);
  await newLine();
  expect(fieldRow()).toBe(4);
});

test('the field follows when nothing was drawn for a while', async () => {
  await newLine();
  clock.advance(LATE_MS - 1);
  await newLine();
  clock.advance(LATE_MS - 1);
  expect(fieldRow()).not.toBe(2);
  clock.advance(1);
  expect(fieldRow()).toBe(2);
  expect(clock.waiting).toBe(0);
});

test('the field is at the cursor when an input method begins to compose', async () => {
  await newLine();
  expect(fieldRow()).not.toBe(1);
  terminal.textarea?.dispatchEvent(new Event('compositionstart'));
  expect(fieldRow()).toBe(1);
  expect(clock.waiting).toBe(0);
});

test('nothing waits when the terminal is disposed', async () => {
  await newLine();
  expect(clock.waiting).toBe(1);
  terminal.dispose();
  expect(clock.waiting).toBe(0);
});
