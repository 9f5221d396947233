import { expect, test } from 'vitest';
import { originOf } from './input-origin.ts';

const idle = { isComposing: false, isAnswering: false, isPasting: false };

test('keys and the later text of an input method are typed', () => {
  expect(originOf('l', 'keydown', idle)).toBe('typed');
  expect(originOf('é', 'input', idle)).toBe('typed');
  expect(originOf('漢字', undefined, idle)).toBe('typed');
  expect(originOf('\x03', 'keydown', idle)).toBe('typed');
});

test('a key whose sequence looks like an answer is typed', () => {
  // Shift+F3, and the cursor in line 1, column 2.
  expect(originOf('\x1b[1;2R', 'keydown', idle)).toBe('typed');
  expect(originOf('\x1b[1;2R', 'message', { ...idle, isAnswering: true })).toBe('answered');
});

test('answers are recognized during any event', () => {
  for (const event of [undefined, 'message', 'keydown']) {
    expect(originOf('\x1b[?1;2c', event, { ...idle, isAnswering: true })).toBe('answered');
  }
});

test('pointer, wheel and focus are reports, also when sent as arrow keys', () => {
  expect(originOf('\x1b[<0;3;4M', 'mousedown', idle)).toBe('reported');
  expect(originOf('\x1bOA', 'wheel', idle)).toBe('reported');
  expect(originOf('\x1b[D', 'mouseup', idle)).toBe('reported');
  expect(originOf('\x1b[I', 'focus', idle)).toBe('reported');
  // When a program turns focus reports on.
  expect(originOf('\x1b[I', undefined, idle)).toBe('answered');
  expect(originOf('\x1b[O', 'message', idle)).toBe('answered');
});

test('composed text is typed, also when a tap ends the composition', () => {
  const composing = { ...idle, isComposing: true };
  expect(originOf('et', 'click', composing)).toBe('typed');
  expect(originOf('\x1b[O', 'blur', composing)).toBe('reported');
});

test('a paste is recognized, also from the mouse', () => {
  expect(originOf('ls', 'auxclick', { ...idle, isPasting: true })).toBe('pasted');
});
