// @vitest-environment happy-dom
import { Terminal } from '@xterm/xterm';
import { afterEach, expect, test, vi } from 'vitest';
import { drawWithWebgl, isFast } from './webgl-renderer.ts';

afterEach(() => vi.restoreAllMocks());

test('keeps a card whose first frames are slow', () => {
  expect(isFast([80, 12, 0.6, 0.9])).toBe(true);
});

test('gives up a renderer whose frames are all slow', () => {
  expect(isFast([90, 9, 11, 8])).toBe(false);
});

test('gives up a renderer that drew no frame', () => {
  expect(isFast([])).toBe(false);
});

test('WebKitGTK, which shows the frames of WebGL late and hides its graphics card, is not even asked for it', async () => {
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
  );
  const ask = vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  const onChange = vi.fn();
  await drawWithWebgl(new Terminal(), onChange);
  expect(ask).not.toHaveBeenCalled();
  expect(onChange).not.toHaveBeenCalled();
});
