// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import type { ConnectionListener } from '../connection/connection-listener.ts';
import type { ConnectionState } from '../connection/connection-state.ts';
import { DEFAULT_SETTINGS } from '../screen/look/terminal-settings.ts';
import { paletteOf } from '../screen/look/terminal-themes.ts';
import { useTerminalPane } from './use-terminal-pane.ts';

/** The listener of the newest connection. */
const connection = vi.hoisted((): { listener?: ConnectionListener } => ({}));

// The connection has its own tests; here it must not connect.
vi.mock('../connection/terminal-connection.ts', () => ({
  TerminalConnection: class {
    constructor(_ports: unknown, listener: ConnectionListener) {
      connection.listener = listener;
    }
    start() {}
    dispose() {}
  },
}));

beforeEach(() => {
  Object.defineProperty(document, 'fonts', { value: { load: async () => [] }, configurable: true });
});

const PLACE = { namespace: 'team-a', pod: 'debian', container: 'main', context: undefined };
const SETTINGS = { sockjsPrefix: '/sockjs', heartbeatSeconds: 25 };
const DARK = { settings: DEFAULT_SETTINGS, palette: paletteOf('app', 'dark') };
const LIGHT = { settings: DEFAULT_SETTINGS, palette: paletteOf('app', 'light') };

function open(initial = { paneId: 'one', place: PLACE, look: DARK }) {
  return renderHook(
    ({ paneId, place, look }: typeof initial) => useTerminalPane(paneId, place, SETTINGS, look),
    {
      initialProps: initial,
    },
  );
}

const listed = () => window.podshell?.terminals().map(({ id }) => id);

test('automation finds an empty list before the first terminal', () => {
  expect(listed()).toEqual([]);
});

test('automation finds the terminal while it is mounted', () => {
  const { result, unmount } = open();
  const { pane, view } = result.current;
  expect(listed()).toEqual(['one']);
  expect(view).toMatchObject({ state: { kind: 'connecting' }, container: 'main' });
  const disposed = vi.spyOn(pane ?? expect.fail('no terminal'), 'dispose');
  unmount();
  expect(disposed).toHaveBeenCalledOnce();
  expect(listed()).toEqual([]);
});

test('keeps its terminal across renders with an equal place', () => {
  const { result, rerender } = open();
  const { pane } = result.current;
  rerender({ paneId: 'one', place: { ...PLACE }, look: DARK });
  expect(result.current.pane).toBe(pane);
});

test('replaces the terminal if the place changes', () => {
  const { result, rerender } = open();
  const first = result.current.pane;
  rerender({ paneId: 'one', place: { ...PLACE, pod: 'alpine' }, look: DARK });
  expect(result.current.pane).not.toBe(first);
  expect(window.podshell?.terminals().map(({ pod }) => pod)).toEqual(['alpine']);
});

test('restyles its terminal without replacing it', () => {
  const { result, rerender } = open();
  const { pane } = result.current;
  rerender({ paneId: 'one', place: PLACE, look: LIGHT });
  expect(result.current.pane).toBe(pane);
  expect(result.current.view.background).toBe(LIGHT.palette.background);
});

test('a terminal that starts anew no longer names the shell before, nor how that was recorded', () => {
  const { result } = open();
  const become = (state: ConnectionState) => act(() => connection.listener?.onState(state));
  const shell = { container: 'main', shell: 'bash', transport: 'websocket', isNew: true };
  become({ kind: 'ready', ...shell, recording: 'strict' });
  expect(result.current.view).toMatchObject({ shell: 'bash', recording: 'strict' });
  become({ kind: 'reconnecting', attempt: 1, retryAt: null, wasOpen: true });
  expect(result.current.view).toMatchObject({ shell: 'bash', recording: 'strict' });
  become({ kind: 'connecting', container: '' });
  become({ kind: 'failed', problem: { code: 'command-not-found', detail: '', wasOpen: false } });
  expect(result.current.view).toMatchObject({ container: 'main', shell: '', recording: null });
});
