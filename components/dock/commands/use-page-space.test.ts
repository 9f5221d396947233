// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import '#components/testing/dom.tsx';
import { type DockState, EMPTY_DOCK } from '../state/dock-state.ts';
import { usePageSpace } from './use-page-space.ts';

const height = () => document.documentElement.style.height;
const view = () => document.documentElement.dataset.dock;

function show(initial: DockState | null) {
  return renderHook((state: DockState | null) => usePageSpace(state), { initialProps: initial });
}

test('leaves the dock its height, and names its view on the root element', () => {
  const { rerender } = show({ ...EMPTY_DOCK, share: 0.4 });
  expect(height()).toContain('40.00dvh');
  expect(view()).toBe('open');
  rerender({ ...EMPTY_DOCK, share: 0.4, view: 'minimised' });
  expect(height()).toBe('calc(100dvh - (2.25rem + 1px))');
  expect(view()).toBe('minimised');
});

test('a maximised dock does not change the height of the page', () => {
  const { rerender } = show({ ...EMPTY_DOCK, share: 0.4 });
  const open = height();
  rerender({ ...EMPTY_DOCK, share: 0.4, view: 'maximised' });
  expect(height()).toBe(open);
});

test.each(['hidden', 'unmounted'])('removes both when the dock is %s', (how) => {
  const { rerender, unmount } = show(EMPTY_DOCK);
  if (how === 'hidden') rerender(null);
  else unmount();
  expect(height()).toBe('');
  expect(view()).toBeUndefined();
});
