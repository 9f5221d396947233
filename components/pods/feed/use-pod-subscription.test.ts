// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { PodsPlace } from '#components/addresses/api-routes.ts';
import { setVisibility } from '#components/testing/dom.tsx';
import { type FakeEventSource, fakeEventSources, snapshotOf } from '../testing/fake-event-source.ts';
import { samplePod } from '../testing/sample-pods.ts';
import { EMPTY_STREAM, streamFromPage } from './pod-stream.ts';
import { type InitialPods, usePodSubscription } from './use-pod-subscription.ts';

const TEAM_A: PodsPlace = { context: undefined, namespaces: ['team-a'] };
const TEAM_B: PodsPlace = { context: undefined, namespaces: ['team-b'] };
const WEB = samplePod({ name: 'web' });
const API = samplePod({ name: 'api' });
const INITIAL: InitialPods = { place: TEAM_A, state: streamFromPage([WEB], 1) };

let streams: readonly FakeEventSource[];

beforeEach(() => {
  vi.useFakeTimers();
  streams = fakeEventSources();
});

function follow(place = TEAM_A, initial = INITIAL) {
  const { result, rerender, unmount } = renderHook(
    ({ place, initial }: { place: PodsPlace; initial: InitialPods }) => usePodSubscription(place, initial),
    { initialProps: { place, initial } },
  );
  const names = () => [...(result.current.state.pods?.values() ?? [])].map(({ name }) => name);
  return { result, rerender, unmount, names };
}

const openStreams = () => streams.filter(({ readyState }) => readyState !== 2);

test('shows the pods of the first page, then those of the stream', () => {
  const { names, result } = follow();
  expect(names()).toEqual(['web']);
  expect(result.current.state.link.kind).toBe('connecting');
  act(() => streams[0]?.say(snapshotOf(WEB, API)));
  expect(names()).toEqual(['web', 'api']);
  expect(result.current.state.link.kind).toBe('live');
});

test('starts over when the place changes, with one open stream', () => {
  const { names, rerender } = follow();
  rerender({ place: TEAM_B, initial: INITIAL });
  expect(names()).toEqual([]);
  expect(openStreams().map(({ url }) => url)).toEqual([expect.stringContaining('team-b')]);
});

test('keeps its stream while the place does not change', () => {
  const { rerender } = follow();
  rerender({ place: TEAM_A, initial: INITIAL });
  expect(streams).toHaveLength(1);
});

test('closes the stream on unmount', () => {
  const { unmount } = follow();
  unmount();
  expect(openStreams()).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('closes the stream of a tab that is hidden for a while, and opens one when it is visible again', () => {
  const { result, names } = follow();
  act(() => streams[0]?.say(snapshotOf(WEB)));
  act(() => setVisibility('hidden'));
  expect(openStreams()).toHaveLength(1);
  act(() => vi.advanceTimersByTime(60_000));
  expect(openStreams()).toEqual([]);
  expect(names()).toEqual(['web']);
  expect(result.current.state.link.kind).toBe('connecting');
  act(() => setVisibility('visible'));
  expect(openStreams()).toHaveLength(1);
});

test('retries after a refusal when the user asks for it', async () => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => Response.json({ code: 'forbidden', detail: 'No.' }, { status: 403 })),
  );
  const { result } = follow(TEAM_A, { place: TEAM_A, state: EMPTY_STREAM });
  const [first] = streams;
  first?.close();
  await act(async () => void first?.dispatchEvent(new Event('error')));
  await act(async () => void (await vi.advanceTimersByTimeAsync(200)));
  expect(result.current.state.link).toMatchObject({ kind: 'refused', code: 'forbidden' });
  expect(streams).toHaveLength(1);
  act(() => result.current.retry());
  expect(openStreams()).toHaveLength(1);
});
