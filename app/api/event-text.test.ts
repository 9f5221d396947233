import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PART } from '#protocol/parts.ts';
import { encodeEvent, encodeInPieces, type StreamEvent } from './event-text.ts';

/** What a browser reads. */
function decode(text: string): StreamEvent[] {
  const events = [...text.matchAll(/event: (.*)\ndata: (.*)\n\n/g)];
  expect(events.map(([whole]) => whole).join('')).toBe(text);
  return events.map(([, type = '', data = '']) => ({ type, data: JSON.parse(data) }));
}

const items = fc
  .tuple(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 1600 }))
  .map(([some, count]) => Array.from({ length: count }, (_, index) => some[index % some.length]));
const data = fc.oneof(
  fc.record({ items }),
  fc.record({ items, resourceVersion: fc.string(), only: fc.string() }, { requiredKeys: ['items'] }),
  fc.jsonValue(),
);

test('the pieces of events are the events', () => {
  fc.assert(
    fc.property(fc.array(data, { minLength: 1, maxLength: 4 }), (all) => {
      const events = all.map((data, index) => ({ type: `type-${index}`, data }));
      const text = [...encodeInPieces(events)].join('');
      expect(decode(text)).toEqual(decode(events.map(encodeEvent).join('')));
    }),
  );
});

test('the parts of a snapshot and its own pods are its pods', () => {
  fc.assert(
    fc.property(items, fc.array(data, { maxLength: 2 }), (items, others) => {
      const snapshot = { type: 'snapshot', data: { items, resourceVersion: '7' } };
      const events = [...others.map((data) => ({ type: 'other', data })), snapshot];
      const sent = decode([...encodeInPieces(events, '', true)].join(''));
      expect(sent.slice(0, others.length)).toEqual(decode(events.slice(0, -1).map(encodeEvent).join('')));
      const parts = sent.slice(others.length, -1);
      expect(parts.every(({ type }) => type === PART)).toBe(true);
      const last = sent.at(-1) as { data: { items: unknown[] } };
      const all = [...parts.flatMap(({ data }) => data as unknown[]), ...last.data.items];
      expect({ ...last, data: { ...last.data, items: all } }).toEqual(decode(encodeEvent(snapshot))[0]);
    }),
  );
});

test('a long list is many pieces, and short events are one', () => {
  const items = Array.from({ length: 50_000 }, (_, index) => ({ index, text: 'x'.repeat(200) }));
  const pieces = [...encodeInPieces([{ type: 'snapshot', data: { items, resourceVersion: '7' } }])];
  expect(pieces).toHaveLength(101);
  const short = Array.from({ length: 100 }, () => ({ type: 'added', data: { name: 'a' } }));
  expect([...encodeInPieces(short, 'retry: 1\n\n')]).toEqual([
    `retry: 1\n\n${short.map(encodeEvent).join('')}`,
  ]);
});
