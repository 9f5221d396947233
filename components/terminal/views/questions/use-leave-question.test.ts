// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { useLeaveQuestion } from './use-leave-question.ts';

/** True when the browser would ask. */
function isAsked(): boolean {
  return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
}

test('asks while something runs, in any of several places', () => {
  const one = renderHook(useLeaveQuestion, { initialProps: false });
  const other = renderHook(useLeaveQuestion, { initialProps: false });
  expect(isAsked()).toBe(false);
  one.rerender(true);
  other.rerender(true);
  one.rerender(false);
  expect(isAsked()).toBe(true);
  other.unmount();
  expect(isAsked()).toBe(false);
});

test('has no listener while nothing runs', () => {
  const added = vi.spyOn(window, 'addEventListener');
  renderHook(useLeaveQuestion, { initialProps: false });
  expect(added.mock.calls.filter(([type]) => type === 'beforeunload')).toEqual([]);
});
