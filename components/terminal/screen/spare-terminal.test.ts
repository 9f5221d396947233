// @vitest-environment happy-dom

import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { palettes } from './look/ansi-colors.ts';
import type { ScreenLook } from './look/screen-look.ts';
import { DEFAULT_SETTINGS } from './look/terminal-settings.ts';
import { SpareTerminals } from './spare-terminal.ts';

const DARK: ScreenLook = { settings: DEFAULT_SETTINGS, palette: palettes.dark };
const LIGHT: ScreenLook = {
  settings: { ...DEFAULT_SETTINGS, fontSize: 20, screenReader: true },
  palette: palettes.light,
};
const SIZE = { width: 600, height: 300 };

let clock: FakeClock;
let waiting: (() => void) | null;
let spares: SpareTerminals;
let pane: HTMLElement;

beforeEach(() => {
  clock = new FakeClock();
  waiting = null;
  spares = new SpareTerminals({
    clock,
    whenIdle: (callback) => {
      waiting = callback;
      return () => {
        waiting = null;
      };
    },
  });
  pane = document.createElement('div');
  document.body.append(pane);
});

afterEach(() => document.body.replaceChildren());

/** The page is idle by now. */
function becomeIdle(): void {
  const callback = waiting;
  waiting = null;
  callback?.();
}

/** No key is pressed for as long as it takes to make the first one. */
function rest(): void {
  clock.advance(500);
  becomeIdle();
}

const pressKey = () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
const rooms = () => [...document.body.children].filter((element) => element !== pane);
const terminals = () => document.querySelectorAll('.xterm').length;

test('is made once, when the page is idle', () => {
  spares.keep(DARK, SIZE);
  spares.keep(DARK, SIZE);
  expect(terminals()).toBe(0);
  rest();
  spares.keep(DARK, SIZE);
  rest();
  expect(terminals()).toBe(1);
});

test('is not made while the user types', () => {
  spares.keep(DARK, SIZE);
  for (let keys = 0; keys < 5; keys += 1) {
    clock.advance(499);
    becomeIdle();
    pressKey();
  }
  clock.advance(500);
  // Also one that comes before the page has become idle.
  pressKey();
  becomeIdle();
  expect(rooms()).toEqual([]);
  rest();
  expect(rooms()).toHaveLength(1);
  pressKey();
  expect([rooms().length, clock.waiting]).toEqual([1, 0]);
});

test('cannot be seen, heard or reached, and is as large as a pane', () => {
  spares.keep(DARK, SIZE);
  rest();
  const [room] = rooms() as HTMLElement[];
  expect(room?.inert).toBe(true);
  expect(room?.getAttribute('aria-hidden')).toBe('true');
  expect(room?.style).toMatchObject({ visibility: 'hidden', width: '600px', height: '300px' });
});

test('goes to the first shell, and leaves nothing behind', () => {
  spares.keep(DARK, SIZE);
  rest();
  const [element] = document.querySelectorAll('.xterm');
  const { terminal } = spares.take(pane, DARK);
  expect(terminal.element).toBe(element);
  expect(pane.contains(element ?? null)).toBe(true);
  expect(rooms()).toEqual([]);
});

test('gets the look that its shell has by then', () => {
  spares.keep(DARK, SIZE);
  rest();
  expect([spares.hasFont(DARK), spares.hasFont(LIGHT)]).toEqual([true, false]);
  const { terminal } = spares.take(pane, LIGHT);
  expect(terminal.options).toMatchObject({
    fontSize: 20,
    screenReaderMode: true,
    theme: { background: palettes.light.background },
  });
});

test('a look that is the same draws nothing anew', () => {
  spares.keep(DARK, SIZE);
  rest();
  const opened = spares.take(pane, DARK);
  const { theme } = opened.terminal.options;
  opened.setLook({ settings: { ...DEFAULT_SETTINGS }, palette: { ...palettes.dark } });
  expect(opened.terminal.options.theme).toBe(theme);
  opened.setLook(LIGHT);
  expect(opened.terminal.options.theme).not.toBe(theme);
});

test('another is made some time after one was taken, when the page is idle again', () => {
  spares.keep(DARK, SIZE);
  rest();
  spares.take(pane, DARK);
  rest();
  expect(rooms()).toEqual([]);
  clock.advance(2_000);
  // A second shell soon after the first one puts it off, and so does a key.
  spares.take(pane, DARK);
  clock.advance(2_000);
  pressKey();
  clock.advance(2_999);
  becomeIdle();
  expect(rooms()).toEqual([]);
  clock.advance(1);
  becomeIdle();
  expect(rooms()).toHaveLength(1);
  expect(terminals()).toBe(3);
});

test('a shell that comes before the page is idle gets a new one, and is not held up by the spare one', () => {
  spares.keep(DARK, SIZE);
  clock.advance(500);
  spares.take(pane, DARK);
  becomeIdle();
  expect([rooms().length, terminals()]).toEqual([0, 1]);
  clock.advance(3_000);
  becomeIdle();
  expect([rooms().length, terminals()]).toEqual([1, 2]);
});

test('without a wish for one, none is made', () => {
  spares.take(pane, DARK);
  expect(clock.waiting).toBe(0);
  expect(waiting).toBeNull();
});
