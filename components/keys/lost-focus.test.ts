// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HELD_MS, type LostFocus, watchLostFocus } from './lost-focus.ts';

let lost: LostFocus;
const shell = () => document.getElementById('shell') as HTMLTextAreaElement;
const button = () => document.getElementById('button') as HTMLButtonElement;

beforeEach(() => {
  document.body.innerHTML = `
    <div data-podshell-terminal="a"><textarea id="shell"></textarea></div>
    <div data-podshell-terminal="b"><textarea id="other"></textarea></div>
    <button id="button"></button>`;
  lost = watchLostFocus();
  shell().focus();
});
afterEach(() => lost.stop());

const isRecent = (after = 0) =>
  lost.isRecent({ target: document.activeElement, timeStamp: performance.now() + after });

test('a focus that was taken away holds letters for a second', () => {
  expect(isRecent()).toBe(false);
  button().focus();
  expect(isRecent()).toBe(true);
  expect(isRecent(HELD_MS - 100)).toBe(true);
  expect(isRecent(HELD_MS + 100)).toBe(false);
});

test('a terminal that was removed without an event holds letters from the first one on', () => {
  // Like a browser that tells nothing.
  Object.defineProperty(document, 'activeElement', { configurable: true, get: () => document.body });
  expect(isRecent()).toBe(true);
  Reflect.deleteProperty(document, 'activeElement');
});

test('a focus that the user moved holds nothing', () => {
  const keys: KeyboardEventInit[] = [{ key: 'E', ctrlKey: true, shiftKey: true }, { key: 'Tab' }];
  for (const key of keys) {
    shell().focus();
    shell().dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true }));
    button().focus();
    expect(isRecent()).toBe(false);
  }
  shell().focus();
  button().dispatchEvent(new Event('pointerdown', { bubbles: true }));
  button().focus();
  expect(isRecent()).toBe(false);
});

test('a letter that was typed into the shell does not count as moving the focus', () => {
  shell().dispatchEvent(new KeyboardEvent('keydown', { key: 'l', bubbles: true }));
  button().focus();
  expect(isRecent()).toBe(true);
});

test('a focus that moves to another terminal is not lost', () => {
  document.getElementById('other')?.focus();
  expect(isRecent()).toBe(false);
});
