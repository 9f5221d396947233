import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SECOND_ENTER } from './typed-ahead.ts';
import { typedInField } from './typed-field.ts';

const NOTHING = { text: '', caret: 0, moves: [], entered: undefined, rest: [] };

test.each<[string, readonly string[], Partial<ReturnType<typeof typedInField>>]>([
  ['characters', ['w', 'x', 'Backspace', 'e'], { text: 'we', caret: 2 }],
  ['whole characters', ['Backspace', '😀', 'Backspace', '😀', 'a'], { text: '😀a', caret: 3 }],
  ['a caret', ['a', 'c', 'ArrowLeft', 'b'], { text: 'abc', caret: 2 }],
  ['both ends', ['b', 'Home', 'a', 'End', 'c', 'Home', 'Delete'], { text: 'bc', caret: 0 }],
  ['no move beyond the ends', ['ArrowRight', 'a', 'ArrowLeft', 'ArrowLeft', 'b'], { text: 'ba', caret: 1 }],
  ['nothing of what terminals need', ['a', '\x15', 'Tab'], { text: 'a', caret: 1 }],
  [
    'moves in the list',
    ['a', 'ArrowDown', 'ArrowUp'],
    { text: 'a', caret: 1, moves: ['ArrowDown', 'ArrowUp'] },
  ],
  ['moves in a list without a text', ['PageDown', 'Backspace'], { moves: ['PageDown'] }],
  ['no moves in the list of another text', ['ArrowDown', 'a'], { text: 'a', caret: 1 }],
  [
    'Enter, and what follows',
    ['w', 'Enter', 'l', 'Enter'],
    { text: 'w', caret: 1, entered: 'enter', rest: ['l', 'Enter'] },
  ],
  ['the second Enter', [SECOND_ENTER, 'l'], { entered: 'second', rest: ['l'] }],
])('a field has %s', (_what, keys, typed) => {
  expect(typedInField(keys)).toEqual({ ...NOTHING, ...typed });
});

test('the caret is always at a place of the text, and nothing comes from nowhere', () => {
  const anyKey = fc.constantFrom(
    'a',
    '😀',
    'Backspace',
    'Delete',
    'ArrowLeft',
    'ArrowRight',
    'Home',
    'End',
    'ArrowUp',
  );
  fc.assert(
    fc.property(fc.array(anyKey), (keys) => {
      const { text, caret } = typedInField(keys);
      const places = [0];
      for (const character of text) places.push((places.at(-1) ?? 0) + character.length);
      expect(places).toContain(caret);
      for (const one of ['a', '😀']) {
        const count = (all: readonly string[]) => all.filter((key) => key === one).length;
        expect(count([...text])).toBeLessThanOrEqual(count(keys));
      }
    }),
  );
});
