import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OutputQueue } from './output-queue.ts';
import { LARGEST_PIECE, SMALLEST_PIECE } from './piece-size.ts';

/** A slow parser. */
class Parser {
  held: { readonly text: string; readonly onParsed: () => void }[] = [];
  parsed = '';
  now = 0;
  readonly queue = new OutputQueue(
    (text, onParsed) => this.held.push({ text, onParsed }),
    () => this.now,
  );

  get heldUnits(): number {
    return this.held.reduce((units, { text }) => units + text.length, 0);
  }

  parseOne(): void {
    const next = this.held.shift();
    if (next === undefined) return;
    this.parsed += next.text;
    next.onParsed();
  }

  parseAll(): void {
    while (this.held.length > 0) this.parseOne();
  }
}

const step = fc.oneof(
  fc.record({ kind: fc.constant('push' as const), units: fc.nat({ max: 5 * LARGEST_PIECE }) }),
  fc.record({ kind: fc.constant('parse' as const) }),
);

test('all text is parsed in order and reported once, and the parser never holds much', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const parser = new Parser();
      let all = '';
      const told: number[] = [];
      for (const one of steps) {
        if (one.kind === 'push') {
          all += String.fromCharCode(97 + (told.length % 26)).repeat(one.units);
          const end = all.length;
          parser.queue.push(all.slice(end - one.units), () => told.push(end));
        } else parser.parseOne();
        expect(parser.heldUnits).toBeLessThan(3 * LARGEST_PIECE);
      }
      parser.parseAll();
      expect(parser.parsed).toBe(all);
      expect(told).toHaveLength(steps.filter(({ kind }) => kind === 'push').length);
      expect(told).toEqual([...told].sort((a, b) => a - b));
    }),
  );
});

test('dropped text is reported but not parsed; later text is parsed', () => {
  const parser = new Parser();
  const told: string[] = [];
  parser.queue.push('x'.repeat(20 * LARGEST_PIECE), () => told.push('flood'));
  parser.queue.push('more', () => told.push('more'));
  parser.queue.drop();
  expect(told).toEqual(['flood', 'more']);
  parser.queue.push('prompt', () => told.push('prompt'));
  parser.parseAll();
  expect(parser.parsed).toBe(`${'x'.repeat(2 * SMALLEST_PIECE)}prompt`);
  expect(told).toEqual(['flood', 'more', 'prompt']);
});

test('a synchronous parser gets all text', () => {
  let parsed = '';
  const queue = new OutputQueue((text, onParsed) => {
    parsed += text;
    onParsed();
  });
  let ends = 0;
  queue.push('y'.repeat(9 * LARGEST_PIECE), () => ends++);
  queue.push('', () => ends++);
  expect([parsed.length, ends]).toEqual([9 * LARGEST_PIECE, 2]);
});

test('pieces grow with a fast parser, and shrink with a slow one', async () => {
  const parser = new Parser();
  const longest = () => Math.max(...parser.held.map(({ text }) => text.length));
  parser.queue.push('z'.repeat(100 * LARGEST_PIECE), () => {});
  expect(longest()).toBe(SMALLEST_PIECE);
  for (let count = 0; count < 10; count += 1) parser.parseOne();
  expect(longest()).toBe(LARGEST_PIECE);
  for (let count = 0; count < 10; count += 1) {
    parser.now += 100;
    parser.parseOne();
  }
  expect(longest()).toBe(SMALLEST_PIECE);
});

test('a pause between two tasks is not taken for slow parsing', async () => {
  const parser = new Parser();
  parser.queue.push('z'.repeat(100 * LARGEST_PIECE), () => {});
  for (let count = 0; count < 10; count += 1) parser.parseOne();
  for (let count = 0; count < 10; count += 1) {
    await Promise.resolve();
    parser.now += 100;
    parser.parseOne();
  }
  expect(parser.held.at(-1)?.text.length).toBe(LARGEST_PIECE);
});
