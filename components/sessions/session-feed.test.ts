// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { SHELL_ENDED_EVENT } from '#components/addresses/open-in-dock.ts';
import type { SessionInfo } from '#protocol/api.ts';
import { endRunning, loadDetachedIn, loadSessions, placeOf } from './session-feed.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const session = (change: Partial<SessionInfo> = {}): SessionInfo => ({
  sessionId: 's1',
  context: 'dev',
  namespace: 'team-a',
  pod: 'web',
  container: 'main',
  shell: 'bash',
  state: 'detached',
  startedAt: '2026-11-26T10:00:00Z',
  offset: 3,
  ...change,
});

/** @param current null: contexts cannot be listed */
function serve(sessions: readonly SessionInfo[] | null, current: string | null = 'dev') {
  const asked = vi.fn(async (route: string, _init?: RequestInit) => {
    if (route === '/api/contexts') {
      return current === null ? new Response('{}', { status: 503 }) : Response.json({ items: [], current });
    }
    return sessions === null ? new Response('{}', { status: 503 }) : Response.json({ items: sessions });
  });
  vi.stubGlobal('fetch', asked);
  return asked;
}

const { signal } = new AbortController();
const here = { context: undefined, namespace: 'team-a', pod: 'web', container: 'main' };

test('lists what can be taken up', async () => {
  const ids = ['issued', 'starting', 'attached', 'detached', 'ending'] as const;
  serve(ids.map((state) => session({ sessionId: state, state })));
  const answer = await loadSessions(signal);
  expect(answer.kind === 'answered' && answer.body.map(({ sessionId }) => sessionId)).toEqual([
    'starting',
    'attached',
    'detached',
  ]);
});

test.each([
  [{}],
  [{ state: 'attached' }],
  [{ namespace: 'team-b' }],
  [{ pod: 'web-2' }],
  [{ container: 'sidecar' }],
  [{ context: 'prod' }],
] as const)('a detached shell of the same container alone is offered there: %j', async (change) => {
  serve([session(change)]);
  expect(await loadDetachedIn(here, signal)).toHaveLength(Object.keys(change).length === 0 ? 1 : 0);
});

test('asks for the current context only when there may be something to offer', async () => {
  const asked = serve([session({ pod: 'other' })]);
  await loadDetachedIn(here, signal);
  expect(asked).toHaveBeenCalledTimes(1);
  const named = serve([session()]);
  expect(await loadDetachedIn({ ...here, context: 'dev' }, signal)).toHaveLength(1);
  expect(named).toHaveBeenCalledTimes(1);
});

test('offers nothing when the server cannot say', async () => {
  serve(null);
  expect(await loadDetachedIn(here, signal)).toEqual([]);
  serve([session()], null);
  expect(await loadDetachedIn(here, signal)).toEqual([]);
});

test.each([
  [204, true, {}],
  [404, true, { code: 'session-not-found', detail: '' }],
  [503, false, { code: 'cluster-unreachable', detail: '' }],
])(
  'an end that is answered with %i counts as done, and the page is told: %s',
  async (status, isEnded, body) => {
    const asked = vi.fn(async () => new Response(status === 204 ? null : JSON.stringify(body), { status }));
    vi.stubGlobal('fetch', asked);
    const told = vi.fn(({ detail }: CustomEvent) => detail);
    window.addEventListener(SHELL_ENDED_EVENT, told as unknown as EventListener, { once: true });
    expect(await endRunning('s1')).toBe(isEnded);
    window.removeEventListener(SHELL_ENDED_EVENT, told as unknown as EventListener);
    expect(told.mock.results.map(({ value }) => value)).toEqual(isEnded ? [{ sessionId: 's1' }] : []);
    expect(asked).toHaveBeenCalledWith('/api/sessions/s1', { method: 'DELETE' });
  },
);

test('a shell is taken up in its own context', () => {
  expect(placeOf(session({ context: 'prod' }))).toEqual({ ...here, context: 'prod' });
});
