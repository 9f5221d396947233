// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { usePreparedTerminals } from './use-prepared-terminals.ts';

vi.mock('../screen/xterm-screen.ts', () => ({ spareTerminals: { keep } }));
vi.mock('sockjs-client', () => ({}));
const keep = vi.hoisted(() => vi.fn());

let asked: PromiseWithResolvers<FontFace[]>[];

beforeEach(() => {
  asked = [];
  vi.useFakeTimers();
  vi.stubGlobal('fetch', async () => Response.json({ websocket: true }));
  Object.defineProperty(document, 'fonts', {
    configurable: true,
    value: {
      load: () => {
        const face = Promise.withResolvers<FontFace[]>();
        asked.push(face);
        return face.promise;
      },
    },
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a terminal is made in reserve once its font is there, however long that takes', async () => {
  renderHook(() => usePreparedTerminals('/ws', 0.4));
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(keep).not.toHaveBeenCalled();
  for (const { resolve } of asked) resolve([]);
  await vi.waitFor(() => expect(keep).toHaveBeenCalledOnce());
});
