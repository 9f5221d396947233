// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { useNewest } from './use-newest.ts';

/** One for each request, in order. */
let answers: { resolve: (response: Response) => void; reject: (error: Error) => void }[];
let asked: string[];

beforeEach(() => {
  answers = [];
  asked = [];
  vi.stubGlobal('fetch', (route: string) => {
    asked.push(route);
    return new Promise<Response>((resolve, reject) => answers.push({ resolve, reject }));
  });
});

function use() {
  const initial = ['a'];
  const { result, rerender } = renderHook(({ route }) => useNewest(initial, route), {
    initialProps: { route: '/names' },
  });
  return {
    initial,
    result,
    rerender,
    refresh: () => act(() => void result.current.refresh()),
    answer: (index: number, names: readonly string[]) =>
      act(async () => answers[index]?.resolve(Response.json(names))),
  };
}

test('the old answer stays until the new one is there', async () => {
  const { result, initial, refresh, answer } = use();
  refresh();
  expect(result.current.newest).toBe(initial);
  await answer(0, ['a', 'b']);
  expect(result.current.newest).toEqual(['a', 'b']);
});

test('an equal answer changes nothing', async () => {
  const { result, initial, refresh, answer } = use();
  refresh();
  await answer(0, ['a']);
  expect(result.current.newest).toBe(initial);
});

test('a failure keeps what is known, and the next answer ends it', async () => {
  const { result, initial, refresh, answer } = use();
  refresh();
  await act(async () => answers[0]?.reject(new Error('down')));
  expect(result.current.newest).toBe(initial);
  expect(result.current.failure?.code).toBe('server-unreachable');
  refresh();
  await answer(1, ['b']);
  expect(result.current).toMatchObject({ newest: ['b'], failure: undefined });
});

test('the answer to the last question counts', async () => {
  const { result, refresh, answer } = use();
  refresh();
  refresh();
  await answer(1, ['new']);
  await answer(0, ['old']);
  expect(result.current.newest).toEqual(['new']);
});

test('another route starts over', async () => {
  const { result, initial, rerender, refresh, answer } = use();
  refresh();
  await answer(0, ['b']);
  rerender({ route: '/others' });
  expect(result.current.newest).toBe(initial);
  refresh();
  expect(asked).toEqual(['/names', '/others']);
});
