import { expect, test } from 'vitest';
import { controlFor } from './control-keys.ts';

const press = { type: 'keydown', ctrlKey: true, altKey: false, metaKey: false };

test.each([
  ['/', '\x1f'],
  ['?', '\x7f'],
  ['{', '\x1b'],
  ['|', '\x1c'],
  ['}', '\x1d'],
  ['^', '\x1e'],
  ['~', '\x1e'],
  ['`', '\x00'],
  // Browsers switch tabs with it.
  ['2', null],
  // xterm.js sends these.
  ['_', null],
  ['@', null],
  ['a', null],
  ['[', null],
  ['Enter', null],
  ['constructor', null],
])('Ctrl+%s sends %j', (key, sent) => {
  expect(controlFor({ ...press, key })).toBe(sent);
});

test('only keydown with Ctrl and no other modifier counts', () => {
  expect(controlFor({ ...press, key: '/', type: 'keyup' })).toBeNull();
  expect(controlFor({ ...press, key: '/', ctrlKey: false })).toBeNull();
  // AltGr on Windows.
  expect(controlFor({ ...press, key: '~', altKey: true })).toBeNull();
  expect(controlFor({ ...press, key: '/', metaKey: true })).toBeNull();
});
