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

  /** Parses a piece of a flood, as long as a given speed takes. @returns its length */
  parseTimed(msPerUnit: number): number {
    // Before the piece, the queue is told that the parser begins.
    if (this.held[0]?.text === '') this.parseOne();
    const units = this.held[0]?.text.length ?? 0;
    this.now += units * msPerUnit;
    this.parseOne();
    return units;
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
        expect(parser.heldUnits).toBeLessThanOrEqual(LARGEST_PIECE);
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
  parser.parseTimed(0);
  parser.queue.drop();
  expect(told).toEqual(['flood', 'more']);
  parser.queue.push('prompt', () => told.push('prompt'));
  parser.parseAll();
  expect(parser.parsed).toBe(`${'x'.repeat(SMALLEST_PIECE)}prompt`);
  expect(told).toEqual(['flood', 'more', 'prompt']);
});

test('what follows dropped text comes after what clears the screen', () => {
  const parser = new Parser();
  parser.queue.push('x'.repeat(LARGEST_PIECE), () => {});
  parser.queue.drop();
  parser.held.push({ text: '<clear>', onParsed: () => {} });
  parser.queue.push('y'.repeat(LARGEST_PIECE), () => {});
  parser.parseAll();
  expect(parser.parsed).toBe(`<clear>${'y'.repeat(LARGEST_PIECE)}`);
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

test('text shorter than a piece is given at once', () => {
  const parser = new Parser();
  parser.queue.push('a', () => {});
  expect(parser.held.map(({ text }) => text)).toEqual(['a']);
});

test('pieces grow with a fast parser, and shrink at once with a slow one', () => {
  const parser = new Parser();
  parser.queue.push('z'.repeat(100 * LARGEST_PIECE), () => {});
  expect(parser.parseTimed(1e-9)).toBe(SMALLEST_PIECE);
  for (let count = 0; count < 10; count += 1) parser.parseTimed(1e-9);
  expect(parser.parseTimed(100)).toBe(LARGEST_PIECE);
  expect(parser.parseTimed(1e-9)).toBe(SMALLEST_PIECE);
});

test('the first piece of a task is timed from where the parser begins, not from the pause before', async () => {
  const parser = new Parser();
  parser.queue.push('z'.repeat(100 * LARGEST_PIECE), () => {});
  async function pause(): Promise<void> {
    await Promise.resolve();
    parser.now += 100;
  }
  for (let count = 0; count < 10; count += 1) {
    await pause();
    parser.parseTimed(1e-9);
  }
  await pause();
  expect(parser.parseTimed(20 / LARGEST_PIECE)).toBe(LARGEST_PIECE);
  await pause();
  expect(parser.parseTimed(20 / LARGEST_PIECE)).toBeLessThan(LARGEST_PIECE / 4);
});

test('pieces are small again after the screen was cleared', () => {
  const parser = new Parser();
  parser.queue.push('z'.repeat(100 * LARGEST_PIECE), () => {});
  for (let count = 0; count < 10; count += 1) parser.parseTimed(1e-9);
  parser.queue.drop();
  parser.parseAll();
  parser.queue.push('z'.repeat(LARGEST_PIECE), () => {});
  expect(parser.parseTimed(1e-9)).toBe(SMALLEST_PIECE);
});
