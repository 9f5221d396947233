// @vitest-environment happy-dom
import { act, renderHook, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { usePaletteData } from './use-palette-data.ts';

type Answer = readonly unknown[] | number;

/** Responses by path: a list of items, or the status of a failure; a path without one stays pending. */
function serve(answers: Record<string, Answer>) {
  const asked = vi.fn((address: string, init?: RequestInit) => {
    const answer = answers[address];
    if (answer === undefined) {
      return new Promise<Response>((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
      });
    }
    if (typeof answer === 'number') return Promise.resolve(new Response('{}', { status: answer }));
    return Promise.resolve(Response.json({ items: answer }));
  });
  vi.stubGlobal('fetch', asked);
  return asked;
}

const POD = { namespace: 'team-a', name: 'web' };
const NAMESPACE = { name: 'team-a', phase: 'Active' };
const SESSION = { sessionId: 's1', pod: 'web', state: 'detached' };
const CONTEXT = { name: 'dev', user: 'me', cluster: 'dev', namespace: '' };

const load = (context?: string) => renderHook(usePaletteData, { initialProps: context });

test('loads the pods and namespaces of the chosen context, and all contexts', async () => {
  serve({
    '/api/pods/names?context=a%2Fb': [POD],
    '/api/namespaces?context=a%2Fb': [NAMESPACE],
    '/api/contexts': [CONTEXT],
    '/api/sessions': [SESSION, { ...SESSION, state: 'ending' }],
  });
  const { result } = load('a/b');
  expect(result.current.kind).toBe('loading');
  await waitFor(() => expect(result.current.kind).toBe('ready'));
  expect(result.current.data).toEqual({
    pods: [POD],
    namespaces: [NAMESPACE],
    contexts: [CONTEXT],
    sessions: [SESSION],
  });
});

test('shows each list when it arrives, while others are pending', async () => {
  serve({ '/api/namespaces': [NAMESPACE], '/api/contexts': [CONTEXT] });
  const { result } = load();
  await waitFor(() => expect(result.current.data.namespaces).toEqual([NAMESPACE]));
  expect(result.current.kind).toBe('loading');
});

test('reports that a list failed and keeps the others', async () => {
  serve({
    '/api/pods/names': 503,
    '/api/namespaces': [NAMESPACE],
    '/api/contexts': [CONTEXT],
    '/api/sessions': [],
  });
  const { result } = load();
  await waitFor(() => expect(result.current.kind).toBe('failed'));
  expect(result.current.data).toMatchObject({ pods: [], namespaces: [NAMESPACE] });
});

test('does not offer the pods of one context in another', async () => {
  serve({
    '/api/pods/names': [POD],
    '/api/namespaces': [NAMESPACE],
    '/api/contexts': [CONTEXT],
    '/api/sessions': [],
  });
  const { result, rerender } = load();
  await waitFor(() => expect(result.current.kind).toBe('ready'));
  serve({});
  rerender('other');
  expect(result.current).toEqual({
    kind: 'loading',
    data: { pods: [], namespaces: [], contexts: [], sessions: [] },
  });
});

test('aborts its requests when the palette closes', async () => {
  const asked = serve({});
  const { unmount } = load();
  unmount();
  await act(async () => {});
  expect(asked.mock.calls.map(([, init]) => init?.signal?.aborted)).toEqual([true, true, true, true]);
});

test('the last lists are there at once when it opens again, but for the shells, and then the new ones', async () => {
  const routes = { '/api/contexts': [CONTEXT], '/api/sessions': [SESSION] };
  const place = { '/api/pods/names?context=again': [POD], '/api/namespaces?context=again': [NAMESPACE] };
  serve({ ...routes, ...place });
  const first = load('again');
  await waitFor(() => expect(first.result.current.kind).toBe('ready'));
  first.unmount();
  const added = { ...CONTEXT, name: 'added' };
  serve({ ...routes, ...place, '/api/contexts': [CONTEXT, added] });
  const { result } = load('again');
  expect(result.current).toMatchObject({
    kind: 'loading',
    data: { pods: [POD], namespaces: [NAMESPACE], contexts: [CONTEXT], sessions: [] },
  });
  await waitFor(() => expect(result.current.data.contexts).toEqual([CONTEXT, added]));
});
