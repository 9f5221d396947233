// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { setVisibility } from '#components/testing/dom.tsx';
import type { SessionInfo, SessionList } from '#protocol/api.ts';
import { useSessionFates } from './use-session-fates.ts';

const session = (sessionId: string, change: Partial<SessionInfo> = {}): SessionInfo => ({
  sessionId,
  context: 'dev',
  namespace: 'team-a',
  pod: 'web',
  container: 'app',
  shell: 'bash',
  state: 'detached',
  startedAt: '2026-11-28T00:00:00Z',
  offset: 0,
  ...change,
});

/** What the server answers; undefined: it does not. */
let list: SessionList | undefined;
let asked: number;

beforeEach(() => {
  vi.useFakeTimers();
  asked = 0;
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => {
      asked += 1;
      if (list === undefined) throw new TypeError('refused');
      return Response.json(list);
    }),
  );
});

/** @returns what is known of the shells `a` and `b`, now and after a while */
async function follow(ids: readonly string[] = ['a', 'b']) {
  const { result, unmount } = renderHook(() => useSessionFates(ids));
  const later = async (ms: number) => {
    await act(() => vi.advanceTimersByTimeAsync(ms));
    return Object.fromEntries(result.current);
  };
  return { now: await later(0), later, unmount };
}

test('shells run for as long as the server says so, and are gone when it was replaced', async () => {
  list = { items: [session('a'), session('b')] };
  const { now, later } = await follow();
  expect(now).toEqual({ a: 'running', b: 'running' });
  list = undefined;
  expect(await later(5_000)).toEqual({ a: 'unknown', b: 'unknown' });
  list = { items: [] };
  expect(await later(5_000)).toEqual({ a: 'gone', b: 'gone' });
});

test('a shell that has ended by itself has output left, and one that is being ended has none', async () => {
  list = { items: [session('a', { ended: true }), session('b', { state: 'ending' })] };
  expect((await follow()).now).toEqual({ a: 'output-left', b: 'gone' });
});

test('while a replica does not answer, nobody knows whether its shells run', async () => {
  list = { items: [session('a')], incomplete: true };
  expect((await follow()).now).toEqual({ a: 'running', b: 'unknown' });
});

test('nobody asks without shells, out of sight, or after the end', async () => {
  list = { items: [session('a')] };
  await follow([]);
  expect(asked).toBe(0);
  setVisibility('hidden');
  const { later, unmount } = await follow(['a']);
  expect(await later(60_000)).toEqual({});
  expect(asked).toBe(0);
  setVisibility('visible');
  expect(await later(0)).toEqual({ a: 'running' });
  unmount();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBe(1);
});
