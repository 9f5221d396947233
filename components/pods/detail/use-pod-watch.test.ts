// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { setVisibility } from '#components/testing/dom.tsx';
import type { PodDetail } from '#protocol/api.ts';
import { type FakeEventSource, fakeEventSources, snapshotOf } from '../testing/fake-event-source.ts';
import { sampleDetail } from '../testing/sample-pods.ts';
import { usePodWatch } from './use-pod-watch.ts';

const PLACE = { context: undefined, namespace: 'team-a', pod: 'debian' };
const FIRST = sampleDetail();
const RESTARTED = sampleDetail({ restarts: 1 });

const ask = vi.fn<(route: string, init: RequestInit) => Promise<Response>>();
let streams: readonly FakeEventSource[];

beforeEach(() => {
  vi.useFakeTimers();
  ask.mockReset().mockImplementation(async () => Response.json(RESTARTED));
  vi.stubGlobal('fetch', ask);
  streams = fakeEventSources();
});

const watch = () => renderHook((initial: PodDetail) => usePodWatch(PLACE, initial), { initialProps: FIRST });
const pass = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
const change = () => act(() => streams[0]?.say(snapshotOf(FIRST)));

test('shows the rendered pod, then fetches it again soon after a change', async () => {
  const { result } = watch();
  expect(result.current).toEqual({ kind: 'fresh', detail: FIRST });
  change();
  expect(ask).not.toHaveBeenCalled();
  await pass(1000);
  expect(ask).toHaveBeenCalledOnce();
  expect(result.current).toEqual({ kind: 'fresh', detail: RESTARTED });
});

test('keeps the last pod with its time while Podshell does not answer', async () => {
  const { result } = watch();
  ask.mockRejectedValue(new TypeError('Failed to fetch'));
  await pass(5000);
  expect(result.current).toMatchObject({
    kind: 'stale',
    detail: FIRST,
    problem: { code: 'server-unreachable' },
  });
  ask.mockImplementation(async () => Response.json(RESTARTED));
  await pass(5000);
  expect(result.current.kind).toBe('fresh');
});

test('reports that the pod was deleted', async () => {
  const { result } = watch();
  ask.mockImplementation(async () =>
    Response.json({ code: 'pod-not-found', detail: 'Gone.' }, { status: 404 }),
  );
  await pass(5000);
  expect(result.current).toMatchObject({ kind: 'gone', detail: FIRST });
});

test('starts over with newer data from the server', async () => {
  const { result, rerender } = watch();
  const newer = sampleDetail({ restarts: 7 });
  rerender(newer);
  expect(result.current).toEqual({ kind: 'fresh', detail: newer });
});

test('stops polling in a hidden tab after a while, and fetches soon when it is visible again', async () => {
  watch();
  act(() => setVisibility('hidden'));
  await pass(20_000);
  ask.mockClear();
  await pass(60_000);
  expect(ask).not.toHaveBeenCalled();
  expect(streams[0]?.readyState).toBe(2);
  act(() => setVisibility('visible'));
  await pass(5000);
  expect(ask).toHaveBeenCalled();
});

test('closes the stream, the timers and the request on unmount', async () => {
  ask.mockImplementation(() => new Promise(() => {}));
  const { unmount } = watch();
  await pass(5000);
  unmount();
  expect(streams[0]?.readyState).toBe(2);
  expect(ask.mock.lastCall?.[1].signal?.aborted).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});
