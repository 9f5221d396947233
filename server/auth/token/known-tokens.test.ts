import { expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { KnownTokens } from './known-tokens.ts';

function counted() {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return asked;
  };
  return { ask, asked: () => asked };
}

test('an answer counts for a minute', async () => {
  const clock = new FakeClock();
  const known = new KnownTokens<number>(clock);
  const { ask } = counted();
  expect(await known.get('t', ask)).toBe(1);
  clock.advance(59_999);
  expect(await known.get('t', ask)).toBe(1);
  clock.advance(1);
  expect(await known.get('t', ask)).toBe(2);
});

test('requests at the same time share a question; each token has its own', async () => {
  const known = new KnownTokens<number>(new FakeClock());
  const { ask, asked } = counted();
  await Promise.all([known.get('t', ask), known.get('t', ask), known.get('u', ask)]);
  expect(asked()).toBe(2);
});

test('a failure is not kept', async () => {
  const known = new KnownTokens<number>(new FakeClock());
  await expect(known.get('t', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(await known.get('t', () => Promise.resolve(7))).toBe(7);
});

test('it keeps a thousand, and forgets the oldest', async () => {
  const known = new KnownTokens<number>(new FakeClock());
  const { ask, asked } = counted();
  for (let index = 0; index <= 1000; index += 1) await known.get(`t${index}`, ask);
  await known.get('t1000', ask);
  expect(asked()).toBe(1001);
  await known.get('t0', ask);
  expect(asked()).toBe(1002);
});
