import { expect, test } from 'vitest';
import { originOf } from './input-origin.ts';

const idle = { isComposing: false, isAnswering: false, isPasting: false };

test('keys are typed, and so is what an input method gives later', () => {
  expect(originOf('l', 'keydown', idle)).toBe('typed');
  expect(originOf('é', 'input', idle)).toBe('typed');
  expect(originOf('漢字', undefined, idle)).toBe('typed');
  expect(originOf('\x03', 'keydown', idle)).toBe('typed');
});

test('a key that looks like an answer is typed all the same', () => {
  // Shift+F3, and the cursor in line 1, column 2.
  expect(originOf('\x1b[1;2R', 'keydown', idle)).toBe('typed');
  expect(originOf('\x1b[1;2R', 'message', { ...idle, isAnswering: true })).toBe('answered');
});

test('answers are answers, whatever the page is doing', () => {
  for (const event of [undefined, 'message', 'keydown']) {
    expect(originOf('\x1b[?1;2c', event, { ...idle, isAnswering: true })).toBe('answered');
  }
});

test('pointer, wheel and focus are reported, also by the keys that they stand for', () => {
  expect(originOf('\x1b[<0;3;4M', 'mousedown', idle)).toBe('reported');
  expect(originOf('\x1bOA', 'wheel', idle)).toBe('reported');
  expect(originOf('\x1b[D', 'mouseup', idle)).toBe('reported');
  expect(originOf('\x1b[I', 'focus', idle)).toBe('reported');
  // When a program begins to ask for it.
  expect(originOf('\x1b[I', undefined, idle)).toBe('answered');
  expect(originOf('\x1b[O', 'message', idle)).toBe('answered');
});

test('what was composed is typed, also when a tap ends it', () => {
  const composing = { ...idle, isComposing: true };
  expect(originOf('et', 'click', composing)).toBe('typed');
  expect(originOf('\x1b[O', 'blur', composing)).toBe('reported');
});

test('a paste is one, from the mouse too', () => {
  expect(originOf('ls', 'auxclick', { ...idle, isPasting: true })).toBe('pasted');
});
