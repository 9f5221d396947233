import { expect, test } from 'vitest';
import type { ExecAccess } from '#protocol/api.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import { reviewNamespaces } from './namespace-access.ts';

const identity = { key: 'k', context: 'c', namespace: 'n' } as ClusterIdentity;

/** Allows the listed namespaces; records the requests and how many ran concurrently. */
function reviewsOf(...allowed: string[]) {
  const asked: string[] = [];
  let open = 0;
  let most = 0;
  return {
    asked,
    get most() {
      return most;
    },
    async review(_identity: ClusterIdentity, namespace: string): Promise<ExecAccess> {
      asked.push(namespace);
      open += 1;
      most = Math.max(most, open);
      await Promise.resolve();
      open -= 1;
      return allowed.includes(namespace)
        ? { allowed: true, detail: '' }
        : { allowed: false, detail: `not in ${namespace}` };
    },
  };
}

test('one namespace is one review', async () => {
  const reviews = reviewsOf('a');
  expect(await reviewNamespaces(reviews, identity, ['a'])).toEqual([
    { namespace: 'a', allowed: true, detail: '' },
  ]);
  expect(reviews.asked).toEqual(['a']);
});

test('a caller with access everywhere costs one review', async () => {
  const reviews = reviewsOf('*');
  const answers = await reviewNamespaces(reviews, identity, ['a', 'b', 'a']);
  expect(answers.map(({ namespace, allowed }) => [namespace, allowed])).toEqual([
    ['a', true],
    ['b', true],
  ]);
  expect(reviews.asked).toEqual(['*']);
});

test('other callers cost one review for each namespace, a few at a time, answered in order', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `n${index}`);
  const reviews = reviewsOf('n3');
  const answers = await reviewNamespaces(reviews, identity, [...names, 'n0']);
  expect(answers.map(({ namespace }) => namespace)).toEqual(names);
  expect(answers.filter(({ allowed }) => allowed).map(({ namespace }) => namespace)).toEqual(['n3']);
  expect(answers[0]?.detail).toBe('not in n0');
  expect(reviews.asked).toHaveLength(31);
  expect(reviews.most).toBeLessThanOrEqual(8);
});

test('no namespaces, no answers', async () => {
  expect(await reviewNamespaces(reviewsOf(), identity, [])).toEqual([]);
});
