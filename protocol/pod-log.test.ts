import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LogWish, logParameters, parseLogWish } from './pod-log.ts';
import { isPodshellError } from './problem.ts';

const flag = fc.boolean();
const whole = fc.integer({ min: 1, max: 2 ** 40 });
const sinceTime = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Every wish without contradictions. */
const anyWish: fc.Arbitrary<LogWish> = fc
  .record(
    {
      container: fc.constantFrom('web', 'sidecar-1'),
      follow: flag,
      previous: flag,
      timestamps: flag,
      tail: fc.integer({ min: 0, max: 2 ** 40 }),
    },
    { requiredKeys: [] },
  )
  .chain((wish) =>
    fc
      .oneof(
        fc.constant({}),
        whole.map((since) => ({ since })),
        sinceTime.map((time) => ({ sinceTime: time })),
      )
      .map((since) => ({ ...wish, ...since })),
  )
  .chain((wish) => fc.constantFrom(wish, { ...wish, timestamps: true, beats: true }));

test('reading what was written gives the same wish', () => {
  fc.assert(
    fc.property(anyWish, (wish) => {
      expect(parseLogWish(new URLSearchParams(logParameters(wish)))).toEqual(wish);
    }),
  );
});

test('nothing but its own error is thrown for any query', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.constantFrom('follow', 'tail', 'since', 'sinceTime', 'previous', 'beats'),
          fc.oneof(fc.string(), fc.constantFrom('true', '1', '-1', '1e3', '5m', '0', '2026-01-31T12:00:00Z')),
        ),
      ),
      (query) => {
        try {
          parseLogWish(new URLSearchParams(query));
        } catch (error) {
          expect(isPodshellError(error) && error.code).toBe('bad-request');
        }
      },
    ),
  );
});

test.each([
  ['since=90', 90],
  ['since=90s', 90],
  ['since=5m', 300],
  ['since=2h', 7200],
  ['since=1d', 86_400],
])('%s is %d seconds', (query, since) => {
  expect(parseLogWish(new URLSearchParams(query))).toEqual({ since });
});

test.each([
  ['tail=-1', 'tail'],
  ['tail=1.5', 'tail'],
  ['tail=99999999999999999', 'tail'],
  ['since=0', 'since'],
  ['since=5w', 'since'],
  ['since=9999999999999999d', 'since'],
  ['sinceTime=yesterday', 'sinceTime'],
  ['sinceTime=2026-13-01T00:00:00Z', 'sinceTime'],
  ['follow=yes', 'follow'],
  ['since=5&sinceTime=2026-01-31T12:00:00Z', 'since and sinceTime'],
  ['beats=true', 'timestamps'],
])('%s is refused with a sentence that names %s', (query, named) => {
  expect(() => parseLogWish(new URLSearchParams(query))).toThrow(named);
});

test('empty parameters count as absent', () => {
  expect(parseLogWish(new URLSearchParams('container=&tail=&since=&follow='))).toEqual({});
});
