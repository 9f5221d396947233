import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Scrollback } from './scrollback.ts';

test('what is kept is the suffix of all that was appended', () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 30 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), chunks, (limit, appended) => {
      const scrollback = new Scrollback(limit);
      let all = Buffer.alloc(0);
      for (const chunk of appended) {
        scrollback.append(chunk);
        all = Buffer.concat([all, chunk]);
        expect(scrollback.end).toBe(all.length);
        expect(scrollback.start).toBe(Math.max(0, all.length - limit));
        expect(scrollback.read(scrollback.start, limit).equals(all.subarray(scrollback.start))).toBe(true);
      }
    }),
  );
});

test('a read gives the bytes from its offset on, at most as many as asked for', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 9000 }), fc.nat(), fc.nat(200), (bytes, at, most) => {
      const scrollback = new Scrollback(4096 + 17);
      scrollback.append(bytes.subarray(0, bytes.length / 3));
      scrollback.append(bytes.subarray(bytes.length / 3));
      const offset = scrollback.start + (at % (scrollback.end - scrollback.start + 1));
      expect([...scrollback.read(offset, most)]).toEqual([...bytes.subarray(offset, offset + most)]);
    }),
  );
});

test('pieces of any size, one after the other, give all that is kept', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 30_000 }), fc.integer({ min: 1, max: 9000 }), (bytes, most) => {
      const scrollback = new Scrollback(4096 * 3 + 17);
      scrollback.append(bytes.subarray(0, bytes.length / 2));
      scrollback.append(bytes.subarray(bytes.length / 2));
      const pieces: Buffer[] = [];
      for (let at = scrollback.start; at < scrollback.end; at += pieces.at(-1)?.length ?? 0) {
        pieces.push(Buffer.from(scrollback.readPiece(at, most)));
        expect(pieces.at(-1)?.length).toBeGreaterThan(0);
        expect(pieces.at(-1)?.length).toBeLessThanOrEqual(most);
      }
      expect(Buffer.concat(pieces).equals(bytes.subarray(scrollback.start))).toBe(true);
    }),
  );
});

test('growing leaves little garbage behind', () => {
  const MEBIBYTE = 1024 * 1024;
  const chunk = Buffer.alloc(4096, 'y');
  const { arrayBuffers } = process.memoryUsage();
  const scrollback = new Scrollback(MEBIBYTE);
  while (scrollback.end < 2 * MEBIBYTE) scrollback.append(chunk);
  expect(process.memoryUsage().arrayBuffers - arrayBuffers).toBeLessThan(1.25 * MEBIBYTE);
});

test.each([-1, 4, 11])('offset %i is refused when bytes 5 to 10 are kept', (offset) => {
  const scrollback = new Scrollback(5);
  scrollback.append(Buffer.from('0123456789'));
  expect(() => scrollback.read(offset, 1)).toThrow(RangeError);
});

test('the tail begins at a line and holds as many as fit', () => {
  const text = fc
    .array(fc.constantFrom('a', 'bc', '\n', '\r\n', '\n\n'), { maxLength: 60 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(
      text,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 100 }),
      (all, lines, most) => {
        const scrollback = new Scrollback(64);
        scrollback.append(Buffer.from(all));
        const kept = all.slice(-Math.min(64, most));
        const wanted = kept.split('\n').slice(-lines).join('\n');
        const start = scrollback.tailStart(lines, most);
        expect(scrollback.read(start, all.length).toString()).toBe(wanted);
      },
    ),
  );
});

test('the tail is found without a copy, also where the two ends of the ring meet', () => {
  const MEBIBYTE = 1024 * 1024;
  const scrollback = new Scrollback(MEBIBYTE);
  scrollback.append(Buffer.alloc(MEBIBYTE, 'x'));
  scrollback.append(Buffer.alloc(MEBIBYTE / 8, 'y\n'));
  const { arrayBuffers } = process.memoryUsage();
  expect(scrollback.tailStart(MEBIBYTE, MEBIBYTE / 4)).toBe(scrollback.end - MEBIBYTE / 4);
  expect(process.memoryUsage().arrayBuffers - arrayBuffers).toBeLessThan(MEBIBYTE / 8);
});
