// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { useReducer } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import type { ClosedShell } from '../state/closed-shells.ts';
import { allPanes, type DockAction, type DockState, reduceDock } from '../state/dock-state.ts';
import { dockAfter, ids, logPane, pane } from '../testing/any-dock.ts';
import { tabElementId } from './element-ids.ts';
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

/** A dock of fake terminals: `remember` stores a session, `focus` is recorded. */
function openDock(
  actions: readonly DockAction[],
  {
    busy = [],
    keepsClosed = true,
  }: { readonly busy?: readonly string[]; readonly keepsClosed?: boolean } = {},
) {
  const focused: string[] = [];
  const closed: ClosedShell[] = [];
  const keepClosed = keepsClosed ? (shell: ClosedShell) => closed.push(shell) : null;
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
    allPanes(dock).find((one) => one.id === id)?.kind === 'log'
      ? undefined
      : ({
          focus: () => focused.push(id),
          view: { isBusy: busy.includes(id), container: 'main' },
          connection: {
            remember: () =>
              window.sessionStorage.setItem(
                `podshell.session:${id}`,
                JSON.stringify({ sessionId: `session-of-${id}`, shownBytes: 0 }),
              ),
          },
        } as unknown as TerminalPane);
  const logOf = (id: string) => ({
    focus: () => focused.push(id),
    openSearch: () => {},
    source: () => ({ pod: 'web-0', container: 'main' }),
  });
  const { result, rerender } = renderHook(() => {
    const [state, dispatch] = useReducer(reduceDock, dock);
    return { state, dispatch, ...useDockCommands(state, dispatch, { paneOf, logOf }, keepClosed) };
  });
  return {
    focused,
    closed,
    rerender,
    state: (): DockState => result.current.state,
    get control() {
      return result.current;
    },
    command: (run: (control: (typeof result)['current']) => void) => act(() => run(result.current)),
  };
}

const requests = () => deleted.mock.calls.map(([url, { method }]) => `${method} ${url}`);

test('closing a pane ends its shell and focuses the remaining terminal', () => {
  const dock = openDock(SPLIT_TAB);
  dock.command(({ commands }) => commands.close('a'));
  expect(ids(dock.state())).toEqual(['b']);
  expect(requests()).toEqual(['DELETE /api/sessions/session-of-a']);
  expect(dock.focused).toEqual(['b']);
});

test('keeps a busy shell for being opened again, and ends the idle one beside it', () => {
  const dock = openDock(SPLIT_TAB, { busy: ['b'] });
  dock.command(({ commands }) => commands.onTab('a', { kind: 'close' }));
  expect(ids(dock.state())).toEqual([]);
  expect(requests()).toEqual(['DELETE /api/sessions/session-of-a', 'POST /api/sessions/session-of-b/leave']);
  expect(dock.closed).toEqual([
    {
      id: 'b',
      place: pane('b').place,
      container: 'main',
      kept: { sessionId: 'session-of-b', shownBytes: 0 },
    },
  ]);
});

test('ends a busy shell at once when the user says so', () => {
  const dock = openDock(TWO_TABS, { busy: ['b'] });
  dock.command(({ commands }) => commands.end());
  expect(ids(dock.state())).toEqual(['a']);
  expect(requests()).toEqual(['DELETE /api/sessions/session-of-b']);
  expect(dock.closed).toEqual([]);
});

test('ends a busy shell where the server keeps none', () => {
  const dock = openDock(TWO_TABS, { busy: ['b'], keepsClosed: false });
  dock.command(({ commands }) => commands.close());
  expect(requests()).toEqual(['DELETE /api/sessions/session-of-b']);
});

test('closes the active pane by default', () => {
  const dock = openDock(TWO_TABS);
  dock.command(({ commands }) => commands.close());
  expect(ids(dock.state())).toEqual(['a']);
});

test('closing a tab ends all its shells and focuses the next tab', () => {
  const dock = openDock([...SPLIT_TAB, { kind: 'opened', pane: pane('c') }]);
  dock.command(({ commands }) => commands.onTab('a', { kind: 'close' }));
  expect(ids(dock.state())).toEqual(['c']);
  expect(requests()).toHaveLength(2);
  expect(document.activeElement?.id).toBe(tabElementId('c'));
});

test('closing the last pane focuses the content of the page', () => {
  const dock = openDock([{ kind: 'opened', pane: pane('a') }]);
  dock.command(({ commands }) => commands.close());
  expect(dock.state().tabs).toEqual([]);
  expect(document.activeElement?.id).toBe('content');
});

test('a command moves the focus once, not again on later changes', () => {
  const dock = openDock(SPLIT_TAB);
  dock.command(({ commands }) => commands.close('a'));
  dock.rerender();
  dock.command(({ dispatch }) => dispatch({ kind: 'height-changed', share: 0.5 }));
  expect(dock.focused).toEqual(['b']);
});

test('duplicate opens a tab next to the active one', () => {
  const dock = openDock([...TWO_TABS, { kind: 'tab-activated', tabId: 'a' }]);
  dock.command(({ commands }) => commands.duplicate());
  const [first, added, last] = dock.state().tabs;
  expect([first?.id, last?.id]).toEqual(['a', 'b']);
  expect(added?.id).toBe(dock.state().activeTabId);
  expect(added?.layout).toMatchObject({ kind: 'pane', pane: { place: pane('a').place } });
});

test('split opens another shell in the same container', () => {
  const dock = openDock([{ kind: 'opened', pane: pane('a') }]);
  dock.command(({ commands }) => commands.split('column'));
  expect(dock.state().tabs[0]?.layout).toMatchObject({
    kind: 'split',
    direction: 'column',
    second: { pane: { place: pane('a').place } },
  });
});

test('next and previous wrap around panes and tabs', () => {
  const dock = openDock([...SPLIT_TAB, { kind: 'opened', pane: pane('c') }]);
  dock.command(({ commands }) => commands.goToTab(1));
  expect(dock.state().activeTabId).toBe('a');
  dock.command(({ commands }) => commands.goToPane(1));
  dock.command(({ commands }) => commands.goToPane(1));
  dock.command(({ commands }) => commands.goToTab(-1));
  expect(dock.state().activeTabId).toBe('c');
  expect(dock.focused).toEqual(['b', 'a', 'b', 'c']);
});

test('minimising focuses the tab, restoring focuses the terminal', () => {
  const dock = openDock(TWO_TABS);
  dock.command(({ commands }) => commands.setView('minimised'));
  expect(document.activeElement?.id).toBe(tabElementId('b'));
  dock.command(({ commands }) => commands.setView('open'));
  expect(dock.focused).toEqual(['b']);
});

test('moving a pane to a new window keeps its shell', () => {
  const dock = openDock(TWO_TABS);
  const opened = vi.spyOn(window, 'open').mockReturnValue({} as Window);
  dock.command(({ commands }) => commands.moveToWindow());
  expect(opened).toHaveBeenCalledOnce();
  expect(ids(dock.state())).toEqual(['a']);
  expect(requests()).toEqual([]);
  expect(dock.control.isBlocked).toBe(false);
  expect(dock.focused).toEqual(['a']);
});

test('a pane stays when the browser blocks the new window', () => {
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

test('the tab gets the focus after renaming', () => {
  const dock = openDock(TWO_TABS);
  dock.command(({ commands }) => commands.onTab('a', { kind: 'rename' }));
  expect(dock.control.renamedTabId).toBe('a');
  dock.command(({ endRename }) => endRename());
  expect(dock.control.renamedTabId).toBeNull();
  expect(document.activeElement?.id).toBe(tabElementId('b'));
});

test('arrow keys show another tab without focusing its terminal', () => {
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

test('moving a hidden tab does not lose the focus', () => {
  const dock = openDock(TWO_TABS);
  dock.command(({ commands }) => commands.onTab('a', { kind: 'move', to: 1 }));
  expect(ids(dock.state())).toEqual(['b', 'a']);
  expect(document.activeElement?.id).toBe(tabElementId('b'));
});

test('ignores a command for a closed tab', () => {
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

const BESIDE_LOG: readonly DockAction[] = [
  { kind: 'opened', pane: pane('a') },
  { kind: 'opened-beside', pane: logPane('l') },
];

test('a log is closed without asking anything of the server, and is not among the closed shells', () => {
  const dock = openDock(BESIDE_LOG, { busy: ['a', 'l'] });
  dock.command(({ commands }) => commands.close());
  expect(ids(dock.state())).toEqual(['a']);
  expect(dock.focused).toEqual(['a']);
  expect(requests()).toEqual([]);
  expect(dock.closed).toEqual([]);
});

test('a split and a copy of a log are logs', () => {
  const dock = openDock(BESIDE_LOG);
  dock.command(({ commands }) => commands.split('column'));
  dock.command(({ commands }) => commands.duplicate());
  expect(allPanes(dock.state()).map(({ kind }) => kind)).toEqual(['terminal', 'log', 'log', 'log']);
  expect(new Set(ids(dock.state())).size).toBe(4);
});

test('another pod is shown as the active pane is', () => {
  const place = { context: undefined, namespace: 'team-b', pod: 'db', container: undefined };
  const dock = openDock(BESIDE_LOG);
  dock.command(({ commands }) => commands.splitWith('row', place));
  expect(allPanes(dock.state()).at(-1)).toMatchObject({
    kind: 'log',
    place: { namespace: 'team-b', of: { kind: 'pod', pod: 'db' } },
  });
  const shells = openDock([{ kind: 'opened', pane: pane('a') }]);
  shells.command(({ commands }) => commands.splitWith('row', place));
  expect(allPanes(shells.state()).at(-1)).toMatchObject({ kind: 'terminal', place });
});

test('a terminal leads to the log of its container, a log to a shell where its line is from', () => {
  const dock = openDock([{ kind: 'opened', pane: pane('a') }]);
  dock.command(({ commands }) => commands.openOther());
  expect(allPanes(dock.state()).at(-1)).toMatchObject({
    kind: 'log',
    place: { of: { kind: 'pod', pod: 'pod-a' }, container: 'main' },
  });
  dock.command(({ commands }) => commands.openOther());
  expect(allPanes(dock.state()).at(-1)).toMatchObject({
    kind: 'terminal',
    place: { pod: 'web-0', container: 'main' },
  });
});

test('a log moves to a window as it is shown', () => {
  const opened = vi.fn((_url: string) => window);
  vi.stubGlobal('open', opened);
  const dock = openDock([
    { kind: 'opened', pane: logPane('l', { kind: 'owner', owner: 'Deployment/web' }) },
    {
      kind: 'log-changed',
      paneId: 'l',
      place: { ...logPane('l', { kind: 'owner', owner: 'Deployment/web' }).place, container: 'main' },
      view: 'range=1h&q=error',
    },
  ]);
  dock.command(({ commands }) => commands.moveToWindow());
  expect(opened.mock.calls.map(([url]) => url)).toEqual([
    '/logs/team-a?owner=Deployment%2Fweb&container=main&range=1h&filter=error',
  ]);
  expect(ids(dock.state())).toEqual([]);
});
