import { describe, expect, test } from 'vitest';
import type { Platform } from '#components/keys/platform.ts';
import { actionFor, type KeyAction, type KeyStroke } from './key-bindings.ts';

/** Parses keys such as `Ctrl+Shift+C`. */
function stroke(keys: string, code = ''): KeyStroke {
  const parts = keys.split('+');
  return {
    type: 'keydown',
    key: parts.at(-1) ?? '',
    code,
    ctrlKey: parts.includes('Ctrl'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
    metaKey: parts.includes('Meta'),
    repeat: false,
  };
}

describe('keys', () => {
  test.each<[string, Platform, boolean, KeyAction]>([
    ['c', 'other', true, 'type'],
    ['Ctrl+c', 'other', false, 'type'],
    ['Ctrl+c', 'other', true, 'copy'],
    ['Ctrl+c', 'windows', true, 'copy'],
    ['Ctrl+c', 'mac', true, 'type'],
    ['Ctrl+Shift+C', 'other', true, 'copy'],
    ['Ctrl+Shift+C', 'other', false, 'copy'],
    ['Ctrl+Shift+V', 'other', false, 'browser'],
    ['Ctrl+v', 'other', false, 'type'],
    ['Ctrl+v', 'windows', false, 'browser'],
    ['Meta+c', 'mac', true, 'browser'],
    ['Meta+v', 'mac', false, 'browser'],
    ['Ctrl+Shift+C', 'mac', true, 'type'],
    ['Ctrl+Shift+E', 'mac', false, 'leave'],
    ['Ctrl+Shift+E', 'windows', true, 'leave'],
    ['Ctrl+e', 'other', false, 'type'],
    ['Ctrl+Shift+F', 'other', false, 'search'],
    ['Ctrl+Shift+F', 'windows', true, 'search'],
    ['Ctrl+Shift+F', 'mac', false, 'type'],
    ['Meta+f', 'mac', false, 'search'],
    ['Meta+f', 'other', false, 'type'],
    ['Ctrl+f', 'other', false, 'type'],
    ['Ctrl+Alt+c', 'windows', true, 'type'],
  ])('%s on %s, something selected: %s', (keys, platform, hasSelection, action) => {
    expect(actionFor(stroke(keys), { platform, hasSelection, hasShell: true })).toBe(action);
  });

  test.each<[string, string, Platform, KeyAction]>([
    ['Ctrl+с', 'KeyC', 'other', 'copy'],
    ['Ctrl+Shift+С', 'KeyC', 'other', 'copy'],
    ['Ctrl+Shift+М', 'KeyV', 'other', 'browser'],
    ['Ctrl+м', 'KeyV', 'windows', 'browser'],
    ['Ctrl+Shift+У', 'KeyE', 'other', 'leave'],
    ['Ctrl+Shift+А', 'KeyF', 'other', 'search'],
    ['Meta+а', 'KeyF', 'mac', 'search'],
    ['Meta+с', 'KeyC', 'mac', 'browser'],
    // Dvorak: C is where a US keyboard has I, and J where it has C.
    ['Ctrl+c', 'KeyI', 'other', 'copy'],
    ['Ctrl+j', 'KeyC', 'other', 'type'],
  ])('%s at %s on %s, something selected: %s', (keys, code, platform, action) => {
    expect(actionFor(stroke(keys, code), { platform, hasSelection: true, hasShell: true })).toBe(action);
  });

  test('only keydown counts', () => {
    const released = { ...stroke('Ctrl+Shift+E'), type: 'keyup' };
    expect(actionFor(released, { platform: 'other', hasSelection: false, hasShell: true })).toBe('type');
  });

  test('Tab goes to the shell, or to the page without a shell', () => {
    const tab = stroke('Shift+Tab');
    const situation = { platform: 'other', hasSelection: false } as const;
    expect(actionFor(tab, { ...situation, hasShell: true })).toBe('type');
    expect(actionFor(tab, { ...situation, hasShell: false })).toBe('browser');
  });
});

describe('Enter without a shell', () => {
  const situation = { platform: 'other', hasSelection: false, hasShell: false } as const;

  test('asks for a new one', () => {
    expect(actionFor(stroke('Enter'), situation)).toBe('restart');
    expect(actionFor(stroke('Enter'), { ...situation, hasShell: true })).toBe('type');
  });

  test('does nothing while it is held down, or with a modifier', () => {
    expect(actionFor({ ...stroke('Enter'), repeat: true }, situation)).toBe('type');
    expect(actionFor(stroke('Ctrl+Enter'), situation)).toBe('type');
    expect(actionFor(stroke('Alt+Enter'), situation)).toBe('type');
  });
});
