import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LogPlace, podLogPlace } from '#components/addresses/log-place.ts';
import { timeText } from '../stream/log-time.ts';
import {
  DEFAULT_VIEW,
  decodeView,
  encodeView,
  type LogView,
  logAddress,
  RANGES,
  readLogView,
  wishOf,
} from './log-address.ts';

const PLACE = podLogPlace({ context: 'a/b', namespace: 'team-a', pod: 'web-0', container: 'web' });

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

test('of several pods, the filter of the pods and that of the lines are two', () => {
  const place: LogPlace = {
    ...PLACE,
    of: { kind: 'filter', q: 'status:crash' },
    container: undefined,
  };
  fc.assert(
    fc.property(anyView, (view) => {
      const { pathname, searchParams } = new URL(logAddress(place, view), 'http://127.0.0.1');
      const value = (name: string) => searchParams.get(name) ?? undefined;
      expect([pathname, value('q')]).toEqual(['/logs/team-a', 'status:crash']);
      expect(readLogView(value, 'filter')).toEqual(view);
    }),
  );
});

test('a view that is kept is read as it was', () => {
  fc.assert(fc.property(anyView, (view) => void expect(decodeView(encodeView(view))).toEqual(view)));
  expect(encodeView(DEFAULT_VIEW)).toBe('');
  fc.assert(fc.property(fc.string(), (text) => void decodeView(text)));
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
