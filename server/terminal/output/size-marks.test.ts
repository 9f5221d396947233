import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_SIZE_MARKS, SizeMarks } from './size-marks.ts';

const size = fc.record({ cols: fc.integer({ min: 1, max: 4 }), rows: fc.integer({ min: 1, max: 3 }) });
const step = fc.record({ size, bytes: fc.oneof(fc.constant(0), fc.nat(20)) });

test('each byte that is kept has the size that was in force when it was written', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: MAX_SIZE_MARKS }), fc.nat(40), (steps, kept) => {
      const marks = new SizeMarks();
      const written: (typeof steps)[number]['size'][] = [];
      // Also where a size came and went without output.
      const changes: number[] = [];
      let last: (typeof steps)[number]['size'] | undefined;
      const oldest = () => Math.max(0, written.length - kept);
      for (const { size: now, bytes } of steps) {
        marks.add(written.length, now, oldest());
        if (last?.cols !== now.cols || last.rows !== now.rows) changes.push(written.length);
        last = now;
        for (let byte = 0; byte < bytes; byte += 1) written.push(now);
      }
      for (let offset = oldest(); offset < written.length; offset += 1) {
        expect(marks.at(offset)).toMatchObject(written[offset] ?? {});
        const change = changes.find((at) => at > offset);
        expect(marks.nextAfter(offset)).toBe(change ?? Number.POSITIVE_INFINITY);
      }
    }),
  );
});

test('of many changes the newest are remembered, and what is older has the oldest of them', () => {
  const marks = new SizeMarks();
  for (let cols = 1; cols <= 3 * MAX_SIZE_MARKS; cols += 1) marks.add(10 * cols, { cols, rows: 24 }, 0);
  expect(marks.at(30 * MAX_SIZE_MARKS)?.cols).toBe(3 * MAX_SIZE_MARKS);
  expect(marks.at(20 * MAX_SIZE_MARKS + 10)?.cols).toBe(2 * MAX_SIZE_MARKS + 1);
  expect(marks.at(0)?.cols).toBe(2 * MAX_SIZE_MARKS + 1);
});

test('without a mark there is no size', () => {
  expect(new SizeMarks().at(5)).toBeUndefined();
  expect(new SizeMarks().nextAfter(5)).toBe(Number.POSITIVE_INFINITY);
});

test('a size that came and went without output is told with the one that followed', () => {
  const marks = new SizeMarks();
  marks.add(0, { cols: 80, rows: 24 }, 0);
  marks.add(6, { cols: 80, rows: 8 }, 0);
  marks.add(6, { cols: 80, rows: 24 }, 0);
  expect(marks.at(5)).toEqual({ cols: 80, rows: 24 });
  expect(marks.at(6)).toEqual({ cols: 80, rows: 24, passing: { cols: 80, rows: 8 } });
});
