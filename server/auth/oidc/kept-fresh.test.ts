import { expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { KeptFresh } from './kept-fresh.ts';

const MINUTE = 60_000;

/** What the provider says now; an error is thrown. */
function kept(longestMs = Number.POSITIVE_INFINITY) {
  const clock = new FakeClock();
  const provider = { says: 'old' as string | Error, asked: 0 };
  const failures: unknown[] = [];
  const value = new KeptFresh({
    clock,
    longestMs,
    onFailure: (error) => failures.push(error),
    read: async () => {
      provider.asked += 1;
      if (provider.says instanceof Error) throw provider.says;
      return { value: provider.says, freshMs: 10 * MINUTE };
    },
  });
  return { clock, provider, failures, value };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const down = new Error('down');

test('all who wait for the first one share a request, and a failure is asked about again', async () => {
  const { provider, value, failures } = kept();
  provider.says = down;
  const waiting = [value.get(), value.get()];
  for (const one of waiting) await expect(one).rejects.toBe(down);
  expect([provider.asked, failures]).toEqual([1, []]);
  provider.says = 'old';
  expect(await value.get()).toBe('old');
});

test('an old one serves while it is renewed', async () => {
  const { clock, provider, value } = kept();
  await value.get();
  provider.says = 'new';
  clock.advance(10 * MINUTE - 1);
  expect([await value.get(), provider.asked]).toEqual(['old', 1]);
  clock.advance(1);
  expect(await Promise.all([value.get(), value.get()])).toEqual(['old', 'old']);
  await settled();
  expect([await value.get(), provider.asked]).toEqual(['new', 2]);
});

test('one that cannot be renewed goes on to serve, until it is too old', async () => {
  const { clock, provider, value, failures } = kept(60 * MINUTE);
  await value.get();
  provider.says = down;
  clock.advance(10 * MINUTE);
  await value.get();
  await settled();
  expect([await value.get(), provider.asked, failures]).toEqual(['old', 2, [down]]);
  clock.advance(MINUTE);
  await value.get();
  expect(provider.asked).toBe(3);
  clock.advance(60 * MINUTE);
  await expect(value.get()).rejects.toBe(down);
});

test('one that may be wrong is asked for again at once, but not all the time', async () => {
  const { clock, provider, value } = kept();
  await value.get();
  provider.says = 'new';
  value.suspect();
  expect(await value.get()).toBe('old');
  clock.advance(MINUTE);
  value.suspect();
  expect(await value.get()).toBe('new');
  provider.says = down;
  clock.advance(MINUTE);
  value.suspect();
  expect([await value.get(), await value.get(), provider.asked]).toEqual(['new', 'new', 3]);
});
