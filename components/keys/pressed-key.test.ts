import { expect, test } from 'vitest';
import { pressedKey } from './pressed-key.ts';

test.each([
  ['US', 'c', 'KeyC', false, 'c'],
  ['US, Shift', 'C', 'KeyC', true, 'c'],
  ['Russian', 'с', 'KeyC', false, 'c'],
  ['Russian, Shift', 'С', 'KeyC', true, 'c'],
  ['Greek', 'ψ', 'KeyC', false, 'c'],
  ['Hebrew', 'ב', 'KeyC', false, 'c'],
  ['Arabic, two letters', 'لا', 'KeyB', false, 'b'],
  ['Turkish', 'ı', 'KeyI', false, 'i'],
  ['Dvorak', 'j', 'KeyC', false, 'j'],
  ['Dvorak, a sign', '.', 'KeyE', false, '.'],
  ['AZERTY', 'a', 'KeyQ', false, 'a'],
  ['French, a digit', 'é', 'Digit2', false, '2'],
  ['German, Shift and 7', '/', 'Digit7', true, '/'],
  ['Russian, Shift and the full stop of a US keyboard', 'Ю', 'Period', true, '>'],
  ['Russian, comma of a US keyboard', 'б', 'Comma', false, ','],
  ['a named key', 'Enter', 'NumpadEnter', false, 'enter'],
  ['a keyboard on the screen', 'é', '', false, 'é'],
])('%s: %s at %s', (_layout, key, code, shiftKey, pressed) => {
  expect(pressedKey({ key, code, shiftKey })).toBe(pressed);
});
