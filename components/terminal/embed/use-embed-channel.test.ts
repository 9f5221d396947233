// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import type { ConnectionState } from '../connection/connection-state.ts';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { READY } from '../testing/ready-state.ts';
import { useEmbedChannel } from './use-embed-channel.ts';

const HOST = 'https://host.example';
const ALLOWED: readonly string[] = [HOST];
const PLACE = { namespace: 'team-a', pod: 'debian' };

const host = { postMessage: vi.fn<(message: { type: string; state?: string }, origin: string) => void>() };

beforeEach(() => {
  host.postMessage.mockClear();
  vi.spyOn(window, 'parent', 'get').mockReturnValue(host as unknown as Window);
});

/** A terminal whose state the test sets. */
function fakePane() {
  const listeners = new Set<() => void>();
  const pane = {
    view: { state: { kind: 'connecting', container: '' } as ConnectionState },
    focus: vi.fn(),
    connection: { end: vi.fn() },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const become = (state: ConnectionState) =>
    act(() => {
      pane.view = { state };
      for (const listener of listeners) listener();
    });
  return { pane, become, listeners };
}

function embed() {
  const fake = fakePane();
  const hook = renderHook(
    (allowed: readonly string[]) => useEmbedChannel(fake.pane as unknown as TerminalPane, PLACE, allowed),
    { initialProps: ALLOWED },
  );
  return { ...fake, ...hook };
}

const told = () => host.postMessage.mock.calls.map(([{ type, state }]) => state ?? type);

function hear(data: unknown, origin = HOST): void {
  act(() => {
    const message = new MessageEvent('message', { data, origin });
    Object.defineProperty(message, 'source', { value: host });
    window.dispatchEvent(message);
  });
}

test('sends the current state to the host, then each new one, once', () => {
  const { become } = embed();
  expect(told()).toEqual(['connecting']);
  become({ kind: 'connecting', container: 'main' });
  become(READY);
  expect(told()).toEqual(['connecting', 'ready', 'ready']);
  expect(host.postMessage.mock.calls.every(([, origin]) => origin === HOST)).toBe(true);
});

test("carries out the host's requests", () => {
  const { pane } = embed();
  hear({ target: 'podshell', type: 'focus' });
  expect(pane.focus).toHaveBeenCalledOnce();
  hear({ target: 'podshell', type: 'close' });
  expect(pane.connection.end).toHaveBeenCalledOnce();
});

test('signs out for the host, and says when that is done', async () => {
  const fetched = vi.fn(async () => new Response(null, { status: 503 }));
  vi.stubGlobal('fetch', fetched);
  embed();
  hear({ target: 'podshell', type: 'sign-out' });
  await vi.waitFor(() => expect(fetched).toHaveBeenCalledExactlyOnceWith('/api/signout', { method: 'POST' }));
  fetched.mockImplementation(async () => new Response(null, { status: 204 }));
  hear({ target: 'podshell', type: 'sign-out' });
  await vi.waitFor(() => expect(told()).toContain('signed-out'));
  expect(told()).toEqual(['connecting', 'signed-out']);
  vi.unstubAllGlobals();
});

test('says nothing of a sign-out whose code cannot be loaded', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  const load = vi.fn(() => Promise.reject(new Error('offline')));
  vi.doMock('#components/failures/sign-out.ts', load);
  vi.resetModules();
  try {
    const { pane } = fakePane();
    const { useEmbedChannel: fresh } = await import('./use-embed-channel.ts');
    renderHook(() => fresh(pane as unknown as TerminalPane, PLACE, ALLOWED));
    hear({ target: 'podshell', type: 'sign-out' });
    await vi.waitFor(() => expect(load).toHaveBeenCalled());
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).not.toHaveBeenCalled();
    expect(told()).toEqual(['connecting']);
  } finally {
    process.off('unhandledRejection', unhandled);
    vi.doUnmock('#components/failures/sign-out.ts');
  }
});

test('ignores a page that is not allowed', () => {
  const { pane } = embed();
  hear({ target: 'podshell', type: 'close' }, 'https://evil.example');
  expect(pane.connection.end).not.toHaveBeenCalled();
});

test('sends and receives nothing after unmounting', () => {
  const { pane, listeners, become, unmount } = embed();
  unmount();
  host.postMessage.mockClear();
  become(READY);
  hear({ target: 'podshell', type: 'focus' });
  expect(told()).toEqual([]);
  expect(listeners.size).toBe(0);
  expect(pane.focus).not.toHaveBeenCalled();
});

test('sends nothing outside a frame', () => {
  vi.spyOn(window, 'parent', 'get').mockReturnValue(window);
  embed();
  expect(told()).toEqual([]);
});
