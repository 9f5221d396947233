// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { keyPlace } from './key-place.ts';

test.each([
  ['<button></button>', 'page'],
  ['<input>', 'field'],
  // It takes arrows, but no letters.
  ['<input type="range">', 'page'],
  ['<select></select>', 'field'],
  ['<div role="dialog"><input></div>', 'layer'],
  ['<div role="menu"><a></a></div>', 'layer'],
  ['<div data-podshell-terminal><textarea></textarea></div>', 'terminal'],
])('a key pressed in %s', (html, place) => {
  document.body.innerHTML = html;
  expect(keyPlace([...document.querySelectorAll('*')].at(-1) ?? null)).toBe(place);
});

test('a key pressed without focus belongs to the page', () => {
  expect(keyPlace(null)).toBe('page');
  expect(keyPlace(document.body)).toBe('page');
});
