import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AHEAD_UNITS, OutputQueue } from './output-queue.ts';
import { PIECE_UNITS } from './text/pieces.ts';

/** A slow parser. */
class Parser {
  held: { readonly text: string; readonly onParsed: () => void }[] = [];
  parsed = '';
  readonly queue = new OutputQueue((text, onParsed) => this.held.push({ text, onParsed }));

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
  fc.record({ kind: fc.constant('push' as const), units: fc.nat({ max: 5 * PIECE_UNITS }) }),
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
        expect(parser.heldUnits).toBeLessThan(AHEAD_UNITS + PIECE_UNITS);
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
  parser.queue.push('x'.repeat(20 * PIECE_UNITS), () => told.push('flood'));
  parser.queue.push('more', () => told.push('more'));
  parser.queue.drop();
  expect(told).toEqual(['flood', 'more']);
  parser.queue.push('prompt', () => told.push('prompt'));
  parser.parseAll();
  expect(parser.parsed).toBe(`${'x'.repeat(AHEAD_UNITS)}prompt`);
  expect(told).toEqual(['flood', 'more', 'prompt']);
});

test('a synchronous parser gets all text', () => {
  let parsed = '';
  const queue = new OutputQueue((text, onParsed) => {
    parsed += text;
    onParsed();
  });
  let ends = 0;
  queue.push('y'.repeat(9 * PIECE_UNITS), () => ends++);
  queue.push('', () => ends++);
  expect([parsed.length, ends]).toEqual([9 * PIECE_UNITS, 2]);
});
