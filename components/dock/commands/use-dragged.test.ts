// @vitest-environment happy-dom
import { act, fireEvent, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useDragged } from './use-dragged.ts';

const pane = { kind: 'pane', paneId: 'here' } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function dragging() {
  const { result } = renderHook(useDragged);
  act(() => {
    result.current[1](pane);
    vi.runAllTimers();
  });
  expect(result.current[0]).toEqual(pane);
  return () => result.current[0];
}

test('nothing is dragged before the drag has begun', () => {
  const { result } = renderHook(useDragged);
  act(() => result.current[1](pane));
  expect(result.current[0]).toBeNull();
});

test.each(['drop', 'pointermove', 'pointerdown'])(
  'a %s ends a drag whose element is gone: the panes can be clicked again',
  (type) => {
    const dragged = dragging();
    act(() => {
      fireEvent(document.body, new PointerEvent(type, { bubbles: true }));
      vi.runAllTimers();
    });
    expect(dragged()).toBeNull();
  },
);

test('a move of the pointer that comes late, with its button still down, ends nothing', () => {
  const dragged = dragging();
  act(() => {
    fireEvent(document.body, new PointerEvent('pointermove', { bubbles: true, buttons: 1 }));
    vi.runAllTimers();
  });
  expect(dragged()).toEqual(pane);
});

test('who takes a drop still reads what was dragged', () => {
  const dragged = dragging();
  act(() => void fireEvent(document.body, new Event('drop', { bubbles: true })));
  expect(dragged()).toEqual(pane);
});
