import { expect, test } from 'vitest';
import type { AccessList } from '#protocol/api.ts';
import { ExecAccessCache } from './exec-access-cache.ts';

function cacheOf(
  answer: (namespaces: readonly string[]) => Promise<AccessList>,
  known?: AccessList['items'],
) {
  const asked: (readonly string[])[] = [];
  const clock = { now: 1000 };
  const environment = {
    ask(namespaces: readonly string[]) {
      asked.push(namespaces);
      return answer(namespaces);
    },
    now: () => clock.now,
  };
  return { cache: new ExecAccessCache(environment, known), asked, clock };
}

const denyB = async (namespaces: readonly string[]): Promise<AccessList> => ({
  items: namespaces.map((namespace) =>
    namespace === 'b'
      ? { namespace, allowed: false, detail: 'no right in b' }
      : { namespace, allowed: true, detail: '' },
  ),
});

test('all visible namespaces are one request, whose answer is cached', async () => {
  const { cache, asked, clock } = cacheOf(denyB);
  expect(cache.refusal('b')?.detail).toBeUndefined();
  await cache.want(['a', 'b', 'a']);
  expect(asked).toEqual([['a', 'b']]);
  expect([cache.refusal('a')?.detail, cache.refusal('b')?.detail]).toEqual([undefined, 'no right in b']);
  clock.now += 29_999;
  await cache.want(['a', 'b']);
  expect(asked).toHaveLength(1);
  clock.now += 1;
  await cache.want(['a', 'b', 'c']);
  expect(asked[1]).toEqual(['a', 'b', 'c']);
});

test('initial answers are not requested again', async () => {
  const { cache, asked } = cacheOf(denyB, [{ namespace: 'b', allowed: false, detail: 'said before' }]);
  expect(cache.refusal('b')?.detail).toBe('said before');
  await cache.want(['b']);
  expect(asked).toEqual([]);
});

test('listeners are only called on changes', async () => {
  const { cache, clock } = cacheOf(denyB);
  let heard = 0;
  const leave = cache.subscribe(() => {
    heard += 1;
  });
  const { refusals } = cache;
  await cache.want(['b']);
  expect(heard).toBe(1);
  expect(cache.refusals).not.toBe(refusals);
  clock.now += 30_000;
  await cache.want(['b']);
  expect(heard).toBe(1);
  leave();
});

test('one request at a time, and no retry loop without an answer', async () => {
  const { cache, asked } = cacheOf(
    () => Promise.reject(new Error('gone')),
    [{ namespace: 'x', allowed: false, detail: 'kept' }],
  );
  await Promise.all([cache.want(['a']), cache.want(['a', 'b'])]);
  expect(asked).toEqual([['a']]);
  await cache.want(['a']);
  expect(asked).toHaveLength(1);
  expect(cache.refusal('x')?.detail).toBe('kept');
});

test('many namespaces are requested in batches', async () => {
  const { cache, asked } = cacheOf(denyB);
  await cache.want(Array.from({ length: 250 }, (_, index) => `n${index}`));
  expect(asked.map((names) => names.length)).toEqual([100, 100, 50]);
});
