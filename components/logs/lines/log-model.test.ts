import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LogLimits, LogModel } from './log-model.ts';

/** A model whose timers ring when the test says so. */
function modelOf(limits?: LogLimits) {
  const timers = new Set<{ readonly ms: number; readonly callback: () => void }>();
  let now = 0;
  let tick = 0;
  const model = new LogModel({
    ...(limits === undefined ? {} : { limits }),
    after(ms, callback) {
      const timer = { ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    now: () => (now += tick),
  });
  return {
    model,
    timers,
    /** From now on the clock goes on by so much whenever it is looked at. */
    slow: (ms: number) => {
      tick = ms;
    },
    show() {
      let rounds = 0;
      for (const timer of timers) {
        timers.delete(timer);
        timer.callback();
        rounds += 1;
      }
      return rounds;
    },
    texts: () => model.snapshot.lines.map(({ text }) => text),
  };
}

const at = (second: number, text: string) => ({ time: { second: second * 1000, nanos: 0 }, text });

/** A container of that name. */
const of = (container: string) => ({ pod: 'web-0', container });

const WIDE = { lines: 1000, characters: 1_000_000 };

test('a flood is shown at most ten times a second', () => {
  const { model, timers, show } = modelOf();
  for (let count = 0; count < 1000; count++) model.add(of('web'), [at(count, 'x')]);
  expect([...timers].map(({ ms }) => ms)).toEqual([100]);
  let told = 0;
  model.subscribe(() => told++);
  show();
  expect(told).toBe(1);
  expect(model.snapshot.total).toBe(1000);
});

test('containers of one name in several pods are told apart', () => {
  const { model, show } = modelOf();
  model.add({ pod: 'web-1', container: 'web' }, [at(5, 'five')]);
  model.add({ pod: 'web-2', container: 'web' }, [at(3, 'three')]);
  show();
  expect(model.snapshot.lines.map(({ text, source }) => `${source.pod} ${text}`)).toEqual([
    'web-2 three',
    'web-1 five',
  ]);
});

describe('lines of several containers', () => {
  test('are merged by time, whichever log came first', () => {
    const { model, show, texts } = modelOf();
    model.add(of('web'), [at(1, 'w1'), at(3, 'w3'), at(5, 'w5')]);
    model.add(of('db'), [at(2, 'd2'), at(3, 'd3'), at(6, 'd6')]);
    model.add(of('web'), [at(4, 'w4 late')]);
    show();
    // The late line keeps its place among those of its container.
    expect(texts()).toEqual(['w1', 'd2', 'w3', 'd3', 'w5', 'w4 late', 'd6']);
  });

  test('stay in the order of their container, and are in the order of time, for any chunks', () => {
    const anyChunk = fc.record({
      container: fc.constantFrom('a', 'b', 'c'),
      steps: fc.array(fc.nat(3), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(anyChunk), (chunks) => {
        const { model, show } = modelOf(WIDE);
        const clocks = new Map<string, number>();
        const written = new Map<string, string[]>();
        for (const { container, steps } of chunks) {
          const lines = steps.map((step) => {
            const second = (clocks.get(container) ?? 0) + step;
            clocks.set(container, second);
            const texts = written.get(container) ?? [];
            written.set(container, texts);
            texts.push(`${container}${texts.length}`);
            return at(second, texts.at(-1) ?? '');
          });
          model.add(of(container), lines);
        }
        show();
        const { lines } = model.snapshot;
        const seconds = lines.map(({ time }) => time?.second ?? 0);
        expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
        for (const [container, texts] of written) {
          expect(lines.filter((line) => line.source.container === container).map(({ text }) => text)).toEqual(
            texts,
          );
        }
      }),
    );
  });
});

describe('the memory', () => {
  test('is bounded by lines: the oldest go, and are counted', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 30 }), (sizes) => {
        const { model, show, texts } = modelOf({ lines: 100, characters: 1_000_000 });
        let count = 0;
        for (const size of sizes) {
          const lines = Array.from({ length: size }, () => at(count, `${count++}`));
          model.add(of('web'), lines);
        }
        show();
        const { dropped } = model.snapshot;
        expect(texts().length).toBeLessThanOrEqual(100);
        expect(dropped + texts().length).toBe(count);
        expect(texts()).toEqual(Array.from({ length: count - dropped }, (_, index) => `${dropped + index}`));
      }),
    );
  });

  test('is bounded by characters', () => {
    const { model, show } = modelOf({ lines: 1000, characters: 1000 });
    for (let count = 0; count < 50; count++) model.add(of('web'), [at(count, 'x'.repeat(100))]);
    show();
    const { lines, dropped } = model.snapshot;
    expect(lines.length).toBeLessThanOrEqual(10);
    expect(lines.length + dropped).toBe(50);
  });
});

test('filter and search work on what is there and on what comes', () => {
  const { model, show, texts } = modelOf();
  model.add(of('web'), [at(1, 'apple'), at(2, 'bread'), at(3, 'apple pie')]);
  model.filter = ({ plain }) => plain.includes('apple');
  model.search = ({ plain }) => plain.includes('pie');
  show();
  expect(texts()).toEqual(['apple', 'apple pie']);
  expect(model.snapshot).toMatchObject({ total: 3, found: [1] });
  model.add(of('web'), [at(4, 'more apple pie'), at(5, 'milk')]);
  show();
  expect(model.snapshot).toMatchObject({ total: 5, found: [1, 2] });
  model.filter = undefined;
  model.search = undefined;
  show();
  expect(model.snapshot.lines).toHaveLength(5);
  expect(model.snapshot.found).toEqual([]);
});

test('a new filter tests lines for 10 ms at a time, and shows the result when it is whole', () => {
  const { model, show, slow, texts } = modelOf();
  model.add(
    of('web'),
    Array.from({ length: 2000 }, (_, index) => at(index, `${index}`)),
  );
  show();
  slow(6);
  let asked = 0;
  model.filter = () => {
    asked += 1;
    return true;
  };
  const before = model.snapshot;
  model.subscribe(() => expect(asked).toBe(2000));
  expect(show()).toBeGreaterThan(3);
  expect(asked).toBe(2000);
  expect(model.snapshot).not.toBe(before);
  expect(texts()).toHaveLength(2000);
});

test('a cleared log begins anew', () => {
  const { model, texts } = modelOf({ lines: 10, characters: 100 });
  model.add(
    of('web'),
    Array.from({ length: 20 }, (_, index) => at(index, `${index}`)),
  );
  model.clear();
  expect(texts()).toEqual([]);
  expect(model.snapshot).toMatchObject({ total: 0, dropped: 0 });
});
