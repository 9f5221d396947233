// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { InEnglish, setVisibility } from '#components/testing/dom.tsx';
import type { AccessList } from '#protocol/api.ts';
import { type InitialAccess, useAccessCache, useExecAccess } from './use-exec-access.ts';

const NOTHING_KNOWN: InitialAccess = { context: undefined, items: [] };

const refused = (namespace: string): AccessList['items'][number] => ({
  namespace,
  allowed: false,
  detail: `No shells in ${namespace}.`,
});

const ask = vi.fn<(route: string) => Promise<Response>>();

beforeEach(() => {
  vi.useFakeTimers();
  ask.mockReset().mockImplementation(async () => Response.json({ items: [] }));
  vi.stubGlobal('fetch', ask);
});

const pass = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));

function look(namespaces: readonly string[], initial = NOTHING_KNOWN, context?: string) {
  const props = { namespaces, initial, context };
  return renderHook(
    ({ namespaces, initial, context }: typeof props) =>
      useExecAccess(useAccessCache(context, initial), namespaces),
    { initialProps: props, wrapper: InEnglish },
  );
}

test('starts with the answers that the server rendered', () => {
  const { result } = look(['team-a', 'team-b'], { context: undefined, items: [refused('team-a')] });
  expect(result.current('team-a')).toBeTypeOf('string');
  expect(result.current('team-b')).toBeUndefined();
});

test('sends one request for all visible namespaces and returns a new function for new answers', async () => {
  ask.mockImplementation(async () => Response.json({ items: [refused('team-b')] }));
  const { result } = look(['team-b', 'team-a', 'team-b']);
  const before = result.current;
  expect(before('team-b')).toBeUndefined();
  await pass(0);
  expect(ask).toHaveBeenCalledOnce();
  expect(result.current).not.toBe(before);
  expect(result.current('team-b')).toContain('team-b');
});

test('requests a namespace that becomes visible', async () => {
  const initial = { context: undefined, items: [refused('team-a')] };
  const { rerender } = look(['team-a'], initial);
  await pass(0);
  expect(ask).not.toHaveBeenCalled();
  rerender({ namespaces: ['team-a', 'team-b'], initial, context: undefined });
  await pass(0);
  expect(ask.mock.calls).toEqual([[expect.stringContaining('team-b'), expect.anything()]]);
  expect(ask.mock.lastCall?.[0]).not.toContain('team-a');
});

test('ignores answers about another context', async () => {
  const { result } = look(['team-a'], { context: 'other', items: [refused('team-a')] }, 'mine');
  expect(result.current('team-a')).toBeUndefined();
  await pass(0);
  expect(ask.mock.lastCall?.[0]).toContain('context=mine');
});

test('does not change the button without an answer', async () => {
  ask.mockImplementation(async () => new Response('', { status: 503 }));
  const { result } = look(['team-a']);
  await pass(0);
  expect(result.current('team-a')).toBeUndefined();
});

test('a table that comes back goes by the latest answers, not by those of the page load', async () => {
  ask.mockImplementation(async () => Response.json({ items: [{ namespace: 'team-a', allowed: true }] }));
  const initial = { context: undefined, items: [refused('team-a')] };
  const cache = renderHook(() => useAccessCache(undefined, initial)).result.current;
  const table = () => renderHook(() => useExecAccess(cache, ['team-a']), { wrapper: InEnglish });
  const { result, unmount } = table();
  expect(result.current('team-a')).toBeTypeOf('string');
  await pass(40_000);
  expect(result.current('team-a')).toBeUndefined();
  unmount();
  expect(table().result.current('team-a')).toBeUndefined();
});

test('refreshes answers while the page is visible, but not in a hidden tab', async () => {
  const { unmount } = look(['team-a']);
  await pass(40_000);
  expect(ask.mock.calls.length).toBeGreaterThan(1);
  act(() => setVisibility('hidden'));
  await pass(20_000);
  ask.mockClear();
  await pass(120_000);
  expect(ask).not.toHaveBeenCalled();
  unmount();
  expect(vi.getTimerCount()).toBe(0);
});

test('sends no request when no namespace is visible', async () => {
  look([]);
  await pass(60_000);
  expect(ask).not.toHaveBeenCalled();
});
