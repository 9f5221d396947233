import { expect, test } from 'vitest';
import type { ScreenSize } from '../connection/ports.ts';
import { ScreenSizing } from './screen-sizing.ts';

function setUp() {
  const applied: ScreenSize[] = [];
  const told: ScreenSize[] = [];
  const sizing = new ScreenSizing({
    window: { cols: 80, rows: 24 },
    apply: (size) => applied.push(size),
    onWindow: (size) => told.push(size),
  });
  return { sizing, applied, told };
}

test('the screen follows its window, and the process is told the size', () => {
  const { sizing, applied, told } = setUp();
  sizing.fit({ cols: 80, rows: 24 });
  expect(applied).toEqual([]);
  sizing.fit({ cols: 100, rows: 30 });
  expect(applied).toEqual([{ cols: 100, rows: 30 }]);
  expect(told).toEqual([{ cols: 100, rows: 30 }]);
  expect(sizing.window).toEqual({ cols: 100, rows: 30 });
});

test('replayed output is shown at its own size, which the process is not told', () => {
  const { sizing, applied, told } = setUp();
  sizing.show({ cols: 40, rows: 10 });
  expect(applied.at(-1)).toEqual({ cols: 40, rows: 10 });
  expect(sizing.window).toEqual({ cols: 80, rows: 24 });
  sizing.show(null);
  expect(applied.at(-1)).toEqual({ cols: 80, rows: 24 });
  expect(told).toEqual([]);
});

test('a size change of the window during a replay applies after it', () => {
  const { sizing, applied, told } = setUp();
  sizing.show({ cols: 40, rows: 10 });
  sizing.fit({ cols: 100, rows: 30 });
  expect(applied.at(-1)).toEqual({ cols: 40, rows: 10 });
  expect(told).toEqual([{ cols: 100, rows: 30 }]);
  sizing.show(null);
  expect(applied.at(-1)).toEqual({ cols: 100, rows: 30 });
});

test('an impossible size of a replay is ignored', () => {
  const { sizing, applied } = setUp();
  sizing.show({ cols: 65_535, rows: 65_535 });
  expect(applied.at(-1)).toEqual({ cols: 80, rows: 24 });
});
