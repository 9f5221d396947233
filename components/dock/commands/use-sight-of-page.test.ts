// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { wantPage } from '#components/addresses/open-in-dock.ts';
import '#components/testing/dom.tsx';
import { visit } from '#components/testing/navigation.ts';
import { type DockState, type DockView, EMPTY_DOCK } from '../state/dock-state.ts';
import { dockAfter, pane } from '../testing/any-dock.ts';
import { CRAMPED, useSightOfPage } from './use-sight-of-page.ts';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));

const focused = vi.hoisted(() => ({ paneId: null as string | null }));

vi.mock('#components/terminal/pane/kept-focus.ts', () => ({ focusAtLoad: () => focused.paneId }));

const LOG = '/logs/team-a/debian';

let isCramped: boolean;
beforeEach(() => {
  focused.paneId = null;
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: query === CRAMPED && isCramped }));
});

function dock(view: DockView): DockState {
  return { ...dockAfter([{ kind: 'opened', pane: pane('a') }]), view };
}

/** @returns the view that the dock is given; undefined: none */
function come(path: string, state: DockState): DockView | undefined {
  visit(path);
  const onView = vi.fn<(view: DockView) => void>();
  const page = renderHook(
    ({ isRestored }) => useSightOfPage(isRestored ? state : EMPTY_DOCK, isRestored, onView),
    { initialProps: { isRestored: false } },
  );
  expect(onView).not.toHaveBeenCalled();
  page.rerender({ isRestored: true });
  page.unmount();
  return onView.mock.calls[0]?.[0];
}

test('the styles cover the page under the same condition', () => {
  const styles = readFileSync(resolve(import.meta.dirname, '../../../app/globals.css'), 'utf8');
  expect(styles).toContain(`@custom-variant cramped {\n  @media ${CRAMPED} {`);
});

test('a log that the user comes to is seen, where there is no room beside the dock', () => {
  isCramped = true;
  expect(come(LOG, dock('open'))).toBe('minimised');
  expect(come(LOG, dock('maximised'))).toBe('minimised');
  expect(come(LOG, dock('minimised'))).toBeUndefined();
  expect(come('/pods', dock('open'))).toBeUndefined();
  expect(come(LOG, EMPTY_DOCK)).toBeUndefined();
});

test('where there is room, an open dock leaves the page in sight', () => {
  isCramped = false;
  expect(come(LOG, dock('open'))).toBeUndefined();
  expect(come(LOG, dock('maximised'))).toBe('open');
});

test('who was typing in the dock when the page was reloaded goes on, and sees the next log', () => {
  isCramped = true;
  focused.paneId = 'a';
  window.sessionStorage.setItem('podshell.dock', '["a"]');
  expect(come(LOG, dock('open'))).toBeUndefined();
  const onView = vi.fn<(view: DockView) => void>();
  visit('/pods');
  const { rerender } = renderHook(() => useSightOfPage(dock('open'), true, onView));
  // The focus goes on to a terminal when the pane of the log is closed.
  document.body.innerHTML = '<div data-podshell-terminal><textarea></textarea></div>';
  document.querySelector('textarea')?.focus();
  act(() => visit(LOG));
  rerender();
  expect(onView.mock.calls).toEqual([['minimised']]);
});

test.each([
  ['open', 'minimised'],
  ['maximised', 'minimised'],
  ['minimised', undefined],
] as const)(
  'a page that the user goes to is seen where there is no room beside the dock: %s',
  (view, then) => {
    isCramped = true;
    visit('/pods');
    const onView = vi.fn<(view: DockView) => void>();
    const { unmount } = renderHook(() => useSightOfPage(dock(view), true, onView));
    act(wantPage);
    unmount();
    wantPage();
    expect(onView.mock.calls).toEqual(then === undefined ? [] : [[then]]);
  },
);

test('a page that the user goes to is seen beside a dock that was maximised', () => {
  isCramped = false;
  visit('/pods');
  const onView = vi.fn<(view: DockView) => void>();
  renderHook(() => useSightOfPage(dock('maximised'), true, onView));
  act(wantPage);
  expect(onView.mock.calls).toEqual([['open']]);
});
