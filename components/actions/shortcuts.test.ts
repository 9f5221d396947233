import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KeyPress, ShortcutReader, shortcutKeys, stepOf } from './shortcuts.ts';

type Modifier = 'ctrl' | 'meta' | 'alt' | 'shift';

function press(key: string, ...modifiers: Modifier[]): KeyPress {
  return pressAt('', key, ...modifiers);
}

/** @param code the position of the key */
function pressAt(code: string, key: string, ...modifiers: Modifier[]): KeyPress {
  return {
    key,
    code,
    ctrlKey: modifiers.includes('ctrl'),
    metaKey: modifiers.includes('meta'),
    altKey: modifiers.includes('alt'),
    shiftKey: modifiers.includes('shift'),
  };
}

describe('one press', () => {
  test.each([
    [press('k', 'ctrl'), 'other', 'mod+k'],
    [press('k', 'meta'), 'other', 'meta+k'],
    [press('k', 'meta'), 'mac', 'mod+k'],
    [press('k', 'ctrl'), 'mac', 'ctrl+k'],
    [press('K', 'ctrl', 'shift'), 'other', 'mod+shift+k'],
    [press('?', 'shift'), 'other', '?'],
    [press('/'), 'other', '/'],
    [press('Enter', 'ctrl'), 'other', 'mod+enter'],
    [press('Control', 'ctrl'), 'other', undefined],
    [pressAt('KeyK', 'л', 'ctrl'), 'other', 'mod+k'],
    [pressAt('KeyK', 'Л', 'ctrl', 'shift'), 'other', 'mod+shift+k'],
    [pressAt('KeyK', 'л', 'meta'), 'mac', 'mod+k'],
    [pressAt('Period', 'Ю', 'ctrl', 'shift'), 'other', 'mod+>'],
    [pressAt('KeyG', 'п'), 'other', 'g'],
    [pressAt('KeyV', 'k', 'ctrl'), 'other', 'mod+k'],
  ] as const)('%j on %s is %s', (pressed, platform, step) => {
    expect(stepOf(pressed, platform)).toBe(step);
  });
});

describe('presses complete', () => {
  const known = ['mod+k', '?', 'g p', 'g c', 'p'];
  test('a shortcut of one step', () => {
    const reader = new ShortcutReader('other');
    expect(reader.read(press('k', 'ctrl'), 0, known)).toBe('mod+k');
    expect(reader.read(press('x'), 0, known)).toBeUndefined();
  });

  test('a shortcut of two steps within the time limit', () => {
    const reader = new ShortcutReader('other');
    expect(reader.read(press('g'), 0, known)).toBeUndefined();
    expect(reader.read(press('p'), 1000, known)).toBe('g p');
    reader.read(press('g'), 2000, known);
    expect(reader.read(press('p'), 3001, known)).toBe('p');
    reader.read(press('g'), 4000, known);
    reader.reset();
    expect(reader.read(press('c'), 4100, known)).toBeUndefined();
  });

  test('a shortcut in another script by the position of the key', () => {
    const reader = new ShortcutReader('other');
    expect(reader.read(pressAt('KeyG', 'п'), 0, known)).toBeUndefined();
    expect(reader.read(pressAt('KeyP', 'з'), 100, known)).toBe('g p');
  });

  test('a sequence with a modifier in between, but not with another key', () => {
    const reader = new ShortcutReader('other');
    reader.read(press('g'), 0, known);
    reader.read(press('Shift', 'shift'), 10, known);
    expect(reader.read(press('c'), 20, known)).toBe('g c');
    reader.read(press('g'), 30, known);
    reader.read(press('x'), 40, known);
    expect(reader.read(press('c'), 50, known)).toBeUndefined();
  });

  test('only known shortcuts, for any keys', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.nat(3000))), (presses) => {
        const reader = new ShortcutReader('other');
        let at = 0;
        for (const [key, wait] of presses) {
          at += wait;
          const done = reader.read(press(key), at, known);
          if (done !== undefined) expect(known).toContain(done);
        }
      }),
    );
  });
});

test('keys are labelled as on the keyboard', () => {
  expect(shortcutKeys('mod+shift+k', 'other')).toEqual([['Ctrl', 'Shift', 'K']]);
  expect(shortcutKeys('mod+k', 'mac')).toEqual([['⌘', 'K']]);
  expect(shortcutKeys('g p', 'other')).toEqual([['G'], ['P']]);
  expect(shortcutKeys('?', 'mac')).toEqual([['?']]);
  expect(shortcutKeys('pagedown', 'mac')).toEqual([['⇟']]);
  expect(shortcutKeys('pagedown', 'other')).toEqual([['PgDn']]);
});
