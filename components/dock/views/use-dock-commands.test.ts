// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { useReducer } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import { type DockAction, type DockState, reduceDock } from '../state/dock-state.ts';
import { dockAfter, ids, pane } from '../testing/any-dock.ts';
import { tabElementId } from './dock-panel.tsx';
import { useDockCommands } from './use-dock-commands.ts';

const TWO_TABS: readonly DockAction[] = [
  { kind: 'opened', pane: pane('a') },
  { kind: 'opened', pane: pane('b') },
];
const SPLIT_TAB: readonly DockAction[] = [
  { kind: 'opened', pane: pane('a') },
  { kind: 'split', paneId: 'a', direction: 'row', pane: pane('b') },
];

const deleted = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(async () => new Response());

beforeEach(() => {
  deleted.mockClear();
  vi.stubGlobal('fetch', deleted);
});

/** A dock in which each terminal remembers its session when it is told to, and says when it gets the focus. */
function openDock(actions: readonly DockAction[]) {
  const focused: string[] = [];
  const dock = dockAfter(actions);
  for (const { id } of dock.tabs) {
    const tab = document.createElement('button');
    tab.id = tabElementId(id);
    document.body.append(tab);
  }
  const content = document.createElement('main');
  content.id = 'content';
  content.tabIndex = -1;
  document.body.append(content);
  const paneOf = (id: string) =>
    ({
      focus: () => focused.push(id),
      connection: {
        remember: () =>
          window.sessionStorage.setItem(
            `podshell.session:${id}`,
            JSON.stringify({ sessionId: `session-of-${id}`, shownBytes: 0 }),
          ),
      },
    }) as unknown as TerminalPane;
  const { result, rerender } = renderHook(() => {
    const [state, dispatch] = useReducer(reduceDock, dock);
    return { state, dispatch, ...useDockCommands(state, dispatch, paneOf) };
  });
  return {
    focused,
    rerender,
    state: (): DockState => result.current.state,
    get control() {
      return result.current;
    },
    command: (run: (control: (typeof result)['current']) => void) => act(() => run(result.current)),
  };
}

const endedSessions = () => deleted.mock.calls.map(([url, { method }]) => `${method} ${url}`);

test('closing a pane ends its shell and goes to the terminal that is left', () => {
  const dock = openDock(SPLIT_TAB);
  dock.command(({ commands }) => commands.close('a'));
  expect(ids(dock.state())).toEqual(['b']);
  expect(endedSessions()).toEqual(['DELETE /api/sessions/session-of-a']);
  expect(dock.focused).toEqual(['b']);
});

test('closes the active pane when none is named', () => {
  const dock = openDock(TWO_TABS);
  dock.command(({ commands }) => commands.close());
  expect(ids(dock.state())).toEqual(['a']);
});

test('closing a tab ends all its shells and goes to the next tab', () => {
  const dock = openDock([...SPLIT_TAB, { kind: 'opened', pane: pane('c') }]);
  dock.command(({ commands }) => commands.onTab('a', { kind: 'close' }));
  expect(ids(dock.state())).toEqual(['c']);
  expect(endedSessions()).toHaveLength(2);
  expect(document.activeElement?.id).toBe(tabElementId('c'));
});

test('goes to the content of the page when the last pane is closed', () => {
  const dock = openDock([{ kind: 'opened', pane: pane('a') }]);
  dock.command(({ commands }) => commands.close());
  expect(dock.state().tabs).toEqual([]);
  expect(document.activeElement?.id).toBe('content');
});

test('moves the focus once, so that a later change leaves it where the user has put it', () => {
  const dock = openDock(SPLIT_TAB);
  dock.command(({ commands }) => commands.close('a'));
  dock.rerender();
  dock.command(({ dispatch }) => dispatch({ kind: 'height-changed', share: 0.5 }));
  expect(dock.focused).toEqual(['b']);
});

test('duplicates the active shell in a tab beside its own', () => {
  const dock = openDock([...TWO_TABS, { kind: 'tab-activated', tabId: 'a' }]);
  dock.command(({ commands }) => commands.duplicate());
  const [first, added, last] = dock.state().tabs;
  expect([first?.id, last?.id]).toEqual(['a', 'b']);
  expect(added?.id).toBe(dock.state().activeTabId);
  expect(added?.layout).toMatchObject({ kind: 'pane', pane: { place: pane('a').place } });
});

test('splits the active pane with another shell in the same place', () => {
  const dock = openDock([{ kind: 'opened', pane: pane('a') }]);
  dock.command(({ commands }) => commands.split('column'));
  expect(dock.state().tabs[0]?.layout).toMatchObject({
    kind: 'split',
    direction: 'column',
    second: { pane: { place: pane('a').place } },
  });
});

test('goes around the panes of a tab and around the tabs', () => {
  const dock = openDock([...SPLIT_TAB, { kind: 'opened', pane: pane('c') }]);
  dock.command(({ commands }) => commands.goToTab(1));
  expect(dock.state().activeTabId).toBe('a');
  dock.command(({ commands }) => commands.goToPane(1));
  dock.command(({ commands }) => commands.goToPane(1));
  dock.command(({ commands }) => commands.goToTab(-1));
  expect(dock.state().activeTabId).toBe('c');
  expect(dock.focused).toEqual(['b', 'a', 'b', 'c']);
});

test('goes to the tab of a minimised dock, and to the terminal of an open one', () => {
  const dock = openDock(TWO_TABS);
  dock.command(({ commands }) => commands.setView('minimised'));
  expect(document.activeElement?.id).toBe(tabElementId('b'));
  dock.command(({ commands }) => commands.setView('open'));
  expect(dock.focused).toEqual(['b']);
});

test('keeps the shell when it moves a pane to a window of its own', () => {
  const dock = openDock(TWO_TABS);
  const opened = vi.spyOn(window, 'open').mockReturnValue({} as Window);
  dock.command(({ commands }) => commands.moveToWindow());
  expect(opened).toHaveBeenCalledOnce();
  expect(ids(dock.state())).toEqual(['a']);
  expect(endedSessions()).toEqual([]);
  expect(dock.control.isBlocked).toBe(false);
  expect(dock.focused).toEqual(['a']);
});

test('keeps the pane when the browser blocks its window, until a window opens', () => {
  const dock = openDock(TWO_TABS);
  const opened = vi.spyOn(window, 'open').mockReturnValue(null);
  dock.command(({ commands }) => commands.moveToWindow());
  expect(ids(dock.state())).toEqual(['a', 'b']);
  expect(dock.control.isBlocked).toBe(true);
  expect(dock.focused).toEqual([]);
  opened.mockReturnValue({} as Window);
  dock.command(({ commands }) => commands.moveToWindow());
  expect(dock.control.isBlocked).toBe(false);
});

test('goes back to the tab when its renaming ends', () => {
  const dock = openDock(TWO_TABS);
  dock.command(({ commands }) => commands.onTab('a', { kind: 'rename' }));
  expect(dock.control.renamedTabId).toBe('a');
  dock.command(({ endRename }) => endRename());
  expect(dock.control.renamedTabId).toBeNull();
  expect(document.activeElement?.id).toBe(tabElementId('b'));
});

test('arrow keys show another tab and leave the focus to the list of tabs', () => {
  const dock = openDock(TWO_TABS);
  dock.command(({ commands }) => commands.onTab('b', { kind: 'go', to: 0 }));
  expect(dock.state().activeTabId).toBe('a');
  expect(dock.focused).toEqual([]);
});

test('a tab that is moved keeps the focus', () => {
  const dock = openDock(TWO_TABS);
  dock.command(({ commands }) => commands.onTab('b', { kind: 'move', to: 0 }));
  expect(ids(dock.state())).toEqual(['b', 'a']);
  expect(document.activeElement?.id).toBe(tabElementId('b'));
});

test('ignores a command for a tab that has gone', () => {
  const dock = openDock(TWO_TABS);
  const before = dock.state();
  dock.command(({ commands }) => commands.onTab('gone', { kind: 'close' }));
  expect(dock.state()).toBe(before);
});

test('does nothing in an empty dock', () => {
  const dock = openDock([]);
  const before = dock.state();
  dock.command(({ commands }) => {
    commands.close();
    commands.duplicate();
    commands.split('row');
    commands.goToPane(1);
    commands.goToTab(1);
    commands.rename();
    commands.moveToWindow();
    commands.focus();
  });
  expect(dock.state()).toBe(before);
});
