// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { expectShell } from '#components/addresses/open-in-dock.ts';
import { useReadyDock } from './use-ready-dock.ts';

beforeEach(() => {
  document.body.innerHTML =
    '<a id="pod" href="/pods/team-a/web">web</a><a id="shell" href="/shell/team-a/web"><span>Shell</span></a>';
});

const point = (selector: string, type: string) =>
  document.querySelector(selector)?.dispatchEvent(new Event(type, { bubbles: true }));

test('prepares once when the page has what it needs', () => {
  const prepare = vi.fn();
  renderHook(() => useReadyDock(true, prepare));
  expect(prepare).not.toHaveBeenCalled();
  expectShell();
  expect(prepare).toHaveBeenCalledTimes(1);
  expectShell();
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
    point('#shell span', type);
    expect(prepare).toHaveBeenCalledTimes(1);
  },
);

test('prepares nothing where there is no dock, or after the page is gone', () => {
  const prepare = vi.fn();
  renderHook(() => useReadyDock(false, prepare));
  renderHook(() => useReadyDock(true, prepare)).unmount();
  point('#shell', 'pointerover');
  expectShell();
  expect(prepare).not.toHaveBeenCalled();
});
