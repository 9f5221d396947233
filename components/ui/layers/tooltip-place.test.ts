import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeTooltip } from './tooltip-place.ts';

const window = { width: 1000, height: 800 };
const tip = { width: 200, height: 40 };

test('is centered on the preferred side', () => {
  const anchor = { left: 400, top: 400, width: 100, height: 20 };
  expect(placeTooltip(anchor, tip, 'top', window)).toEqual({ left: 350, top: 354 });
  expect(placeTooltip(anchor, tip, 'bottom', window)).toEqual({ left: 350, top: 426 });
  expect(placeTooltip(anchor, tip, 'left', window)).toEqual({ left: 194, top: 390 });
  expect(placeTooltip(anchor, tip, 'right', window)).toEqual({ left: 506, top: 390 });
});

test('flips to the opposite side without room', () => {
  expect(placeTooltip({ left: 400, top: 10, width: 100, height: 20 }, tip, 'top', window).top).toBe(36);
  expect(placeTooltip({ left: 20, top: 400, width: 100, height: 20 }, tip, 'left', window).left).toBe(126);
});

test('is inside the window for any anchor, if it fits', () => {
  const anchor = fc.record({
    left: fc.integer({ min: -50, max: 1050 }),
    top: fc.integer({ min: -50, max: 850 }),
    width: fc.integer({ min: 0, max: 300 }),
    height: fc.integer({ min: 0, max: 300 }),
  });
  const size = fc.record({
    width: fc.integer({ min: 1, max: 980 }),
    height: fc.integer({ min: 1, max: 780 }),
  });
  const side = fc.constantFrom('top' as const, 'bottom' as const, 'left' as const, 'right' as const);
  fc.assert(
    fc.property(anchor, size, side, (box, tipSize, wanted) => {
      const { left, top } = placeTooltip(box, tipSize, wanted, window);
      expect(left).toBeGreaterThanOrEqual(8);
      expect(top).toBeGreaterThanOrEqual(8);
      expect(left + tipSize.width).toBeLessThanOrEqual(992);
      expect(top + tipSize.height).toBeLessThanOrEqual(792);
    }),
  );
});

test('goes below where neither side has room, not over its anchor', () => {
  const phone = { width: 390, height: 844 };
  const wide = { width: 320, height: 54 };
  expect(placeTooltip({ left: 296, top: 100, width: 80, height: 44 }, wide, 'left', phone)).toEqual({
    left: 62,
    top: 150,
  });
});
