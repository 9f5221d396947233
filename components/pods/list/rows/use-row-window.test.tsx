// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { samplePod } from '../../testing/sample-pods.ts';
import { useRowWindow } from './use-row-window.ts';

const HEIGHTS = { areCards: false, usual: 40, cards: new Map<string, number>() };
const pods = Array.from({ length: 500 }, (_, index) => samplePod({ name: `pod-${index}` }));

beforeEach(() => {
  // Says the height of the list once, as that of a browser does.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      readonly #say: (entries: unknown) => void;
      constructor(say: (entries: unknown) => void) {
        this.#say = say;
      }
      observe() {
        queueMicrotask(() => act(() => this.#say([{ borderBoxSize: [{ blockSize: 400 }] }])));
      }
      disconnect() {}
    },
  );
});

async function show() {
  const element = document.createElement('div');
  const scroller = { current: element };
  const hook = renderHook(({ view }) => useRowWindow(scroller, pods, view, 0, HEIGHTS), {
    initialProps: { view: 'all' },
  });
  await act(async () => {});
  const scroll = (top: number) => {
    element.scrollTop = top;
    act(() => void element.dispatchEvent(new Event('scroll')));
  };
  return { ...hook, scroll };
}

test('the rows that exist are those in sight, and some around them', async () => {
  const { result, scroll } = await show();
  expect(result.current).toMatchObject({ from: 0, first: 0, sightTo: 11, to: 17 });
  scroll(4_000);
  expect(result.current).toMatchObject({ from: 94, first: 100, sightTo: 111, to: 117 });
});

test('a view that the list comes back to begins at its top, too', async () => {
  const { result, rerender, scroll } = await show();
  scroll(4_000);
  rerender({ view: 'other' });
  expect(result.current.from).toBe(0);
  scroll(0);
  rerender({ view: 'all' });
  expect(result.current).toMatchObject({ from: 0, first: 0, to: 17 });
});
