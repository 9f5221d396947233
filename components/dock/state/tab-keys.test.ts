import { expect, test } from 'vitest';
import { tabCommandFor } from './tab-keys.ts';

function press(
  key: string,
  modifiers: Partial<Record<'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey', boolean>> = {},
) {
  return { key, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false, ...modifiers };
}

test.each([
  ['ArrowLeft', 0, { kind: 'go', to: 2 }],
  ['ArrowLeft', 1, { kind: 'go', to: 0 }],
  ['ArrowRight', 2, { kind: 'go', to: 0 }],
  ['Home', 2, { kind: 'go', to: 0 }],
  ['End', 0, { kind: 'go', to: 2 }],
  ['Enter', 1, { kind: 'enter' }],
  ['Delete', 1, { kind: 'close' }],
  ['F2', 1, { kind: 'rename' }],
  ['Tab', 1, null],
  ['a', 1, null],
])('%s on tab %i of three', (key, index, command) => {
  expect(tabCommandFor(press(key), index, 3)).toEqual(command);
});

test('Shift and an arrow key move a tab, but not beyond the ends', () => {
  const shiftKey = true;
  expect(tabCommandFor(press('ArrowRight', { shiftKey }), 1, 3)).toEqual({ kind: 'move', to: 2 });
  expect(tabCommandFor(press('ArrowLeft', { shiftKey }), 1, 3)).toEqual({ kind: 'move', to: 0 });
  expect(tabCommandFor(press('ArrowRight', { shiftKey }), 2, 3)).toBeNull();
  expect(tabCommandFor(press('ArrowLeft', { shiftKey }), 0, 3)).toBeNull();
});

test('other combinations are left to the browser', () => {
  for (const modifier of ['ctrlKey', 'altKey', 'metaKey'] as const) {
    expect(tabCommandFor(press('ArrowLeft', { [modifier]: true }), 1, 3)).toBeNull();
  }
});
