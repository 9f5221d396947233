import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeText } from '../stream/log-time.ts';
import { DEFAULT_VIEW, type LogView, logAddress, RANGES, readLogView, wishOf } from './log-address.ts';

const PLACE = { context: 'a/b', namespace: 'team-a', pod: 'web-0', container: 'web' };

const anyView: fc.Arbitrary<LogView> = fc.record({
  previous: fc.boolean(),
  range: fc.constantFrom(...RANGES),
  filter: fc.string(),
  line: fc.oneof(
    fc.constant(''),
    fc.nat(4_000_000_000).map((seconds) => timeText({ second: seconds * 1000, nanos: 5 })),
  ),
});

function read(address: string): LogView {
  const { searchParams } = new URL(address, 'http://127.0.0.1');
  return readLogView((name) => searchParams.get(name) ?? undefined);
}

test('an address gives the view that it was made of', () => {
  fc.assert(
    fc.property(anyView, (view) => {
      expect(read(logAddress(PLACE, view))).toEqual(view);
    }),
  );
});

test('what is as usual is not in the address', () => {
  expect(logAddress(PLACE, DEFAULT_VIEW)).toBe('/logs/team-a/web-0?container=web&context=a%2Fb');
});

test('what is not valid is as usual', () => {
  expect(read('/logs/a/b?range=1y&line=yesterday&previous=1')).toEqual(DEFAULT_VIEW);
});

test.each([
  [{}, { follow: true, previous: false, tail: 500 }],
  [{ range: 'all' as const }, { follow: true, previous: false }],
  [
    { range: '1h' as const, previous: true },
    { follow: false, previous: true, since: 3600 },
  ],
  [
    { line: '2026-11-27T12:00:05.000000001Z' },
    { follow: true, previous: false, sinceTime: '2026-11-27T11:59:05.000000000Z' },
  ],
])('%j asks for %j', (view, wish) => {
  expect(wishOf({ ...DEFAULT_VIEW, ...view })).toEqual(wish);
});
