// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { canFillScreen, toggleFullScreen } from './full-screen.ts';

const did: string[] = [];
let shown: Element | null = null;
const define = (on: object, name: string, value: unknown) =>
  Object.defineProperty(on, name, { configurable: true, value });

beforeEach(() => {
  did.length = 0;
  shown = null;
  Object.defineProperty(document, 'fullscreenElement', { configurable: true, get: () => shown });
  define(document, 'fullscreenEnabled', true);
  define(document, 'exitFullscreen', async () => {
    did.push('leave');
    shown = null;
  });
  define(document.documentElement, 'requestFullscreen', async () => {
    did.push('enter');
    shown = document.documentElement;
  });
  define(navigator, 'keyboard', {
    lock: async () => void did.push('lock'),
    unlock: () => did.push('unlock'),
  });
});

test('takes the keys in full screen only, and gives them back', async () => {
  await toggleFullScreen();
  expect(did).toEqual(['enter', 'lock']);
  await toggleFullScreen();
  expect(did).toEqual(['enter', 'lock', 'unlock', 'leave']);
});

test('works without the Keyboard Lock API', async () => {
  define(navigator, 'keyboard', undefined);
  await toggleFullScreen();
  expect(did).toEqual(['enter']);
});

test('a refusal takes no keys and is no error', async () => {
  define(document.documentElement, 'requestFullscreen', vi.fn().mockRejectedValue(new TypeError('refused')));
  await toggleFullScreen();
  expect(did).toEqual([]);
});

test('is not offered where the page may not', () => {
  expect(canFillScreen()).toBe(true);
  define(document, 'fullscreenEnabled', false);
  expect(canFillScreen()).toBe(false);
});
