// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useReadyDock } from './use-ready-dock.ts';

beforeEach(() => {
  vi.useFakeTimers();
  // The browser is idle only when a test says so.
  vi.stubGlobal('requestIdleCallback', undefined);
  document.body.innerHTML =
    '<a id="pod" href="/pods/team-a/web">web</a><a id="shell" href="/shell/team-a/web"><span>Shell</span></a>';
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const point = (selector: string, type: string) =>
  document.querySelector(selector)?.dispatchEvent(new Event(type, { bubbles: true }));

test('prepares once when the page has been idle', () => {
  const prepare = vi.fn();
  renderHook(() => useReadyDock(true, prepare));
  vi.advanceTimersByTime(1_000);
  expect(prepare).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  expect(prepare).toHaveBeenCalledTimes(1);
  point('#shell', 'focusin');
  expect(prepare).toHaveBeenCalledTimes(1);
});

test.each(['pointerover', 'focusin'])(
  'prepares at once on %s of a link to a shell, and only once',
  (type) => {
    const prepare = vi.fn();
    renderHook(() => useReadyDock(true, prepare));
    point('#pod', type);
    expect(prepare).not.toHaveBeenCalled();
    point('#shell span', type);
    expect(prepare).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(10_000);
    expect(prepare).toHaveBeenCalledTimes(1);
  },
);

test('prepares nothing where there is no dock, or after the page is gone', () => {
  const prepare = vi.fn();
  renderHook(() => useReadyDock(false, prepare));
  renderHook(() => useReadyDock(true, prepare)).unmount();
  point('#shell', 'pointerover');
  vi.advanceTimersByTime(10_000);
  expect(prepare).not.toHaveBeenCalled();
});
