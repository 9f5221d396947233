import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SegmentIndex } from './segment-index.ts';

/** Segments of five events and ten bytes, a second each. */
function filled(count: number, keyframeBytes: number, most: number): SegmentIndex {
  const index = new SegmentIndex(most, 100);
  for (let nth = 0; nth < count; nth += 1) {
    const keyframe = new Uint8Array(keyframeBytes);
    index.add({
      first: nth * 5,
      end: nth * 5 + 5,
      from: nth * 10,
      to: nth * 10 + 10,
      at: nth * 1_000,
      keyframe,
    });
  }
  return index;
}

test('keyframes take no more memory than they may, and every event stays in a segment', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 50, max: 2_000 }),
      (count, size, most) => {
        const index = filled(count, size, most);
        const { segments } = index;
        expect(segments.length * size).toBeLessThanOrEqual(Math.max(most, size));
        expect(segments[0]).toMatchObject({ first: 0, from: 0 });
        expect(segments.at(-1)).toMatchObject({ end: count * 5, to: count * 10 });
        for (const [nth, { end, to }] of segments.slice(0, -1).entries()) {
          expect(segments[nth + 1]).toMatchObject({ first: end, from: to });
        }
        for (let event = 0; event < count * 5; event += 1) {
          const found = index.with(event);
          expect(found?.first).toBeLessThanOrEqual(event);
          expect(found?.end).toBeGreaterThan(event);
        }
      },
    ),
  );
});

test('the more there are, the farther apart they get', () => {
  expect(filled(10, 10, 1_000).spacing).toBe(100);
  expect(filled(11, 10, 100).spacing).toBe(200);
  expect(filled(16, 10, 100).spacing).toBe(400);
});

test('a moment is in the last segment that begins before it', () => {
  const index = filled(3, 1, 100);
  expect([-1, 0, 999, 1_000, 5_000].map((at) => index.at(at)?.first)).toEqual([0, 0, 0, 5, 10]);
  expect(new SegmentIndex(100).at(0)).toBeUndefined();
});

test('a segment that has grown takes the place of what it was', () => {
  const index = filled(2, 1, 100);
  const last = index.segments[1];
  if (last === undefined) throw new Error('There are two');
  index.add({ ...last, end: 12, to: 40 });
  expect(index.segments.map(({ end, to }) => [end, to])).toEqual([
    [5, 10],
    [12, 40],
  ]);
});
