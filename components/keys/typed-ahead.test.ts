// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import {
  catchKeys,
  isCatching,
  LONGEST_MS,
  SECOND_ENTER,
  terminalInputOf,
  typedAhead,
} from './typed-ahead.ts';

afterEach(() => {
  typedAhead();
  vi.useRealTimers();
});

/** @returns true if the page got the key */
function press(key: string, init: KeyboardEventInit = {}): boolean {
  const seen = vi.fn();
  document.addEventListener('keydown', seen, { capture: true });
  document.body.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }),
  );
  document.removeEventListener('keydown', seen, { capture: true });
  return seen.mock.calls.length > 0;
}

test('catches characters, Enter and Backspace in order, and keeps them from the page', () => {
  catchKeys();
  expect(['t', 'D', '?', '好', 'Backspace', 'Enter'].map((key) => press(key))).toEqual(Array(6).fill(false));
  expect(typedAhead()).toEqual(['t', 'D', '?', '好', 'Backspace', 'Enter']);
});

test('lets the page have its keys before and after', () => {
  expect(press('t')).toBe(true);
  catchKeys();
  typedAhead();
  expect(press('t')).toBe(true);
  expect(typedAhead()).toEqual([]);
});

test('leaves commands, other keys and compositions alone', () => {
  catchKeys();
  expect(press('k', { ctrlKey: true })).toBe(true);
  expect(press('k', { metaKey: true })).toBe(true);
  expect(press('Enter', { ctrlKey: true })).toBe(true);
  for (const key of ['Tab', 'ArrowDown', 'Home']) expect(press(key)).toBe(true);
  expect(press('a', { isComposing: true })).toBe(true);
  expect(typedAhead()).toEqual([]);
});

test('after the first key, those that a terminal needs are caught too', () => {
  catchKeys();
  press('l');
  const { isCollapsed } = document.getSelection() ?? {};
  expect(isCollapsed).not.toBe(false);
  for (const key of ['Tab', 'ArrowUp', 'Home']) expect(press(key)).toBe(false);
  for (const key of ['u', 'c', 'd']) expect(press(key, { ctrlKey: true })).toBe(false);
  // Of the browser: reload, and back to the element before.
  expect(press('r', { ctrlKey: true })).toBe(true);
  expect(press('Tab', { shiftKey: true })).toBe(true);
  expect(press('Enter', { ctrlKey: true })).toBe(true);
  expect(terminalInputOf(typedAhead())).toBe('l\t\x1b[A\x1b[H\x15\x03\x04');
});

test('for a field with a list, arrows are caught from the first on, and its second Enter', () => {
  catchKeys({ goal: 'field' });
  expect(press('Tab')).toBe(true);
  expect(press('d', { ctrlKey: true })).toBe(true);
  for (const key of ['ArrowDown', 'Delete', 'PageUp']) expect(press(key)).toBe(false);
  expect(press('Enter', { ctrlKey: true })).toBe(false);
  expect(press('Enter', { metaKey: true })).toBe(false);
  expect(press('Enter', { ctrlKey: true, altKey: true })).toBe(true);
  expect(typedAhead()).toEqual(['ArrowDown', 'Delete', 'PageUp', SECOND_ENTER, SECOND_ENTER]);
});

test('Ctrl+C copies what is selected', () => {
  document.body.textContent = 'some text';
  document.getSelection()?.selectAllChildren(document.body);
  catchKeys();
  press('l');
  expect(press('c', { ctrlKey: true })).toBe(true);
  document.getSelection()?.removeAllRanges();
  expect(typedAhead()).toEqual(['l']);
});

test('begins anew with the keys that are given', () => {
  catchKeys();
  press('a');
  catchKeys({ first: ['l', 's'] });
  press('Enter');
  expect(typedAhead()).toEqual(['l', 's', 'Enter']);
});

test('a press of the pointer, Escape or a long wait gives up', () => {
  vi.useFakeTimers();
  for (const giveUp of [
    () => document.body.dispatchEvent(new Event('pointerdown', { bubbles: true })),
    () => press('Escape'),
    () => vi.advanceTimersByTime(LONGEST_MS),
  ]) {
    const isOn = catchKeys();
    press('a');
    expect(isOn()).toBe(true);
    giveUp();
    expect(isOn()).toBe(false);
    expect(press('b')).toBe(true);
    expect(typedAhead()).toEqual([]);
  }
});

test('caught keys as input of a terminal', () => {
  expect(terminalInputOf(['l', 'x', 'Backspace', 's', 'Enter'])).toBe('lx\x7fs\r');
  expect(terminalInputOf(['l', SECOND_ENTER])).toBe('l\r');
});

test.each([
  ['Tab', '\t'],
  ['ArrowUp', '\x1b[A'],
  ['ArrowDown', '\x1b[B'],
  ['ArrowRight', '\x1b[C'],
  ['ArrowLeft', '\x1b[D'],
  ['Home', '\x1b[H'],
  ['End', '\x1b[F'],
  ['Delete', '\x1b[3~'],
  ['PageUp', '\x1b[5~'],
  ['PageDown', '\x1b[6~'],
])('%s as a terminal sends it', (key, input) => {
  expect(terminalInputOf([key])).toBe(input);
});

test('the browser does nothing with a key that is caught', () => {
  catchKeys();
  const event = new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true });
  document.body.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(true);
});

test('keys are given once, and only while they are caught', () => {
  catchKeys();
  expect(isCatching()).toBe(true);
  press('a');
  expect(typedAhead()).toEqual(['a']);
  expect(isCatching()).toBe(false);
  expect(typedAhead()).toEqual([]);
});

test('the wait of an earlier catching does not end a later one', () => {
  vi.useFakeTimers();
  catchKeys();
  vi.advanceTimersByTime(LONGEST_MS - 1);
  catchKeys();
  press('a');
  vi.advanceTimersByTime(1);
  expect(typedAhead()).toEqual(['a']);
});

test.each([
  ['a text field in the part', '#inside input', true],
  ['a button in the part', '#inside button', false],
  ['a text field elsewhere', '#outside input', false],
])('keys in %s (%s) are left alone: %s', (_where, selector, isLeft) => {
  document.body.innerHTML = '<div id="inside"><input><button>B</button></div><div id="outside"><input></div>';
  catchKeys({ around: document.querySelector('#inside') });
  document.querySelector<HTMLElement>(selector)?.focus();
  expect(press('a')).toBe(isLeft);
  expect(typedAhead()).toEqual(isLeft ? [] : ['a']);
});
