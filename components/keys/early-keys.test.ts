// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { playTyping } from '#components/testing/play-typing.ts';
import { handOnEarlyKeys } from './early-keys.ts';
import { earlyKeysScript } from './early-keys-script.ts';
import { takeEarlyText, typedAtFirst } from './early-text.ts';

const AGENTS = {
  mac: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14)',
  other: 'Mozilla/5.0 (X11; Linux x86_64)',
};

let ended: AbortController;

beforeEach(() => {
  ended = new AbortController();
  playTyping();
  start('/pods');
});

afterEach(() => {
  ended.abort();
  window.podshellEarlyKeys?.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Runs the script as the document's head does: by its source. */
function start(path: string, agent: keyof typeof AGENTS = 'other'): void {
  window.podshellEarlyKeys?.stop();
  window.history.replaceState(null, '', path);
  vi.stubGlobal('navigator', { userAgent: AGENTS[agent] });
  document.body.innerHTML =
    '<input><button>Button</button><div data-podshell-terminal><textarea></textarea></div>';
  new Function(earlyKeysScript())();
}

/** @returns true if the browser and the page get the key */
function press(key: string, init: KeyboardEventInit = {}): boolean {
  const target = document.activeElement ?? document.body;
  return target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }),
  );
}

function kept(): readonly string[] {
  return window.podshellEarlyKeys?.keys.map(({ key }) => key) ?? [];
}

function focus(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}

test('keeps Ctrl+K and what follows it, wherever it is typed', () => {
  focus('input');
  expect(press('a')).toBe(true);
  expect(press('k', { ctrlKey: true })).toBe(false);
  for (const key of ['w', ' ', 'Backspace', 'Tab', 'Enter', 'l']) expect(press(key)).toBe(false);
  expect(kept()).toEqual(['k', 'w', ' ', 'Backspace', 'Tab', 'Enter', 'l']);
});

test('what it keeps reaches nothing else on the page, and what it does not keep reaches all', () => {
  const seen: string[] = [];
  document.addEventListener('keydown', ({ key }) => seen.push(key), { signal: ended.signal });
  const told = vi.fn();
  if (window.podshellEarlyKeys) window.podshellEarlyKeys.onKey = told;
  press('/');
  press('F5');
  expect(seen).toEqual(['F5']);
  expect(told).toHaveBeenCalledOnce();
});

test('comes before elements that keep their events to themselves', () => {
  const button = document.querySelector('button') as HTMLElement;
  for (const type of ['keydown', 'pointerdown'])
    button.addEventListener(type, (event) => event.stopPropagation());
  button.focus();
  press('/');
  expect(kept()).toEqual(['/']);
  button.dispatchEvent(new Event('pointerdown', { bubbles: true }));
  expect(kept()).toEqual([]);
});

test('on macOS it is Cmd+K, and Ctrl+K is the text field’s', () => {
  start('/pods', 'mac');
  expect(press('k', { ctrlKey: true })).toBe(true);
  expect(press('k', { metaKey: true })).toBe(false);
  expect(kept()).toEqual(['k']);
});

test('keeps characters on the page, which Firefox would search for', () => {
  expect(press('/')).toBe(false);
  focus('button');
  expect(press('?', { shiftKey: true })).toBe(false);
  expect(press('@', { ctrlKey: true, altKey: true, modifierAltGraph: true })).toBe(false);
  expect(kept()).toEqual(['/', '?', '@']);
  expect(window.podshellEarlyKeys?.keys.at(-1)).toMatchObject({ ctrlKey: false, altKey: false });
});

test('leaves the browser its own keys, and fields and terminals theirs', () => {
  for (const key of ['Enter', ' ', 'Tab', 'Backspace', 'ArrowDown', 'F5', 'Shift'])
    expect(press(key)).toBe(true);
  for (const key of ['r', 't', 'l', 'f', 'c']) expect(press(key, { ctrlKey: true })).toBe(true);
  focus('input');
  expect(press('w')).toBe(true);
  focus('textarea');
  expect(press('w')).toBe(true);
  expect(press('k', { ctrlKey: true })).toBe(true);
  expect(kept()).toEqual([]);
});

test('an embedded terminal has no palette', () => {
  start('/shell/team-a/debian?embed=1');
  expect(press('k', { ctrlKey: true })).toBe(true);
  expect(press('l')).toBe(false);
});

test('Escape and a press of the pointer drop what was kept', () => {
  press('/');
  expect(press('Escape')).toBe(true);
  expect(kept()).toEqual([]);
  press('/');
  document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
  expect(kept()).toEqual([]);
});

test('a page that never takes keys gets its own back some time after it has loaded', () => {
  vi.useFakeTimers();
  press('x');
  window.dispatchEvent(new Event('load'));
  vi.runAllTimers();
  expect(kept()).toEqual([]);
  expect(press('x')).toBe(true);
});

test('a page that has loaded without a key gets its keys back when it is idle', () => {
  let rest = () => {};
  vi.stubGlobal('requestIdleCallback', (callback: () => void) => {
    rest = callback;
  });
  press('x');
  window.dispatchEvent(new Event('load'));
  rest();
  // One is still to be handed on.
  expect(press('y')).toBe(false);
  takeEarlyText();
  start('/pods');
  window.dispatchEvent(new Event('load'));
  rest();
  expect(press('x')).toBe(true);
});

test('handed on, keys type into the field that has the focus', () => {
  const field = document.querySelector('input') as HTMLInputElement;
  const typed = vi.fn();
  field.addEventListener('input', typed);
  for (const key of ['/', 'a', 'b', 'Backspace', 'c']) press(key);
  handOnEarlyKeys((keys) => (kept()[0] === '/' ? 1 : 0) && Math.min(1, keys.length));
  field.focus();
  handOnEarlyKeys(typedAtFirst);
  expect(field.value).toBe('ac');
  expect(typed).toHaveBeenCalledTimes(4);
  expect(kept()).toEqual([]);
});

test('keys are handed on one after the other, also when a key makes the page ready for the next', () => {
  const seen: string[] = [];
  const one = (keys: readonly unknown[]) => Math.min(1, keys.length);
  window.addEventListener(
    'keydown',
    ({ key }) => {
      seen.push(key);
      handOnEarlyKeys(one);
      seen.push(`after ${key}`);
    },
    { signal: ended.signal },
  );
  for (const key of ['a', 'b']) press(key);
  handOnEarlyKeys(one);
  expect(seen).toEqual(['a', 'after a', 'b', 'after b']);
});

test('a page without the script in its head hands nothing on', () => {
  window.podshellEarlyKeys?.stop();
  delete window.podshellEarlyKeys;
  const ready = vi.fn(() => 1);
  handOnEarlyKeys(ready);
  expect(ready).not.toHaveBeenCalled();
  expect(takeEarlyText()).toEqual([]);
});

test('Enter presses the link or button that a key has focused', () => {
  const clicked = vi.fn();
  document.querySelector('button')?.addEventListener('click', clicked);
  press('j');
  press('Enter');
  focus('button');
  handOnEarlyKeys(typedAtFirst);
  expect(clicked).toHaveBeenCalledOnce();
});

test('a terminal takes what was typed, and what follows comes to it directly', () => {
  for (const key of ['l', 'x', 'Backspace', 's', 'Enter', 'ArrowUp']) press(key);
  press('c', { ctrlKey: true });
  expect(takeEarlyText()).toEqual(['l', 'x', 'Backspace', 's', 'Enter', 'ArrowUp', '\x03']);
  expect(press('l')).toBe(true);
  expect(takeEarlyText()).toEqual([]);
});

test('a terminal leaves the palette its keys', () => {
  press('l');
  press('k', { ctrlKey: true });
  press('w');
  expect(takeEarlyText()).toEqual(['l']);
  expect(press('x')).toBe(false);
  expect(kept()).toEqual(['k', 'w', 'x']);
});

test('what is typed ends before the key that opens the palette', () => {
  press('l');
  press('c', { ctrlKey: true });
  press('K', { ctrlKey: true, shiftKey: true });
  press('a');
  const early = window.podshellEarlyKeys?.keys ?? [];
  expect(early).toHaveLength(4);
  expect(typedAtFirst(early)).toBe(2);
  expect(typedAtFirst(early.slice(2))).toBe(0);
  expect(typedAtFirst([])).toBe(0);
});
