import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FingerScroll } from './finger-scroll.ts';

const LINE = 16;
const setUp = () => new FingerScroll(() => LINE);

describe('a finger', () => {
  test('scrolls up as it moves down, line by line', () => {
    const scroll = setUp();
    scroll.start(100, 0);
    expect(scroll.move(115, 16)).toBe(0);
    expect(scroll.move(133, 32)).toBe(-2);
    expect(scroll.move(100, 48)).toBe(2);
  });

  test('scrolls by the distance moved, in any number of steps', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -200, max: 200 }), { maxLength: 50 }), (steps) => {
        const scroll = setUp();
        let y = 500;
        let lines = 0;
        scroll.start(y, 0);
        for (const [index, step] of steps.entries()) {
          y += step;
          lines += scroll.move(y, index * 16);
        }
        expect(Math.abs(lines * LINE - (500 - y))).toBeLessThan(LINE);
      }),
    );
  });

  test('scrolls nothing while a line has no height', () => {
    const scroll = new FingerScroll(() => 0);
    scroll.start(0, 0);
    expect(scroll.move(500, 16)).toBe(0);
  });
});

describe('lifted', () => {
  /** Lines that momentum scrolls by, and for how many frames. */
  function runOn(scroll: FingerScroll, from: number): { readonly lines: number; readonly frames: number } {
    let lines = 0;
    let frames = 0;
    for (let time = from; scroll.isMoving; time += 16) {
      lines += scroll.run(time);
      frames += 1;
      expect(frames).toBeLessThan(1_000);
    }
    return { lines, frames };
  }

  test('while moving, it scrolls on in the same direction and stops', () => {
    const scroll = setUp();
    scroll.start(600, 0);
    for (let step = 1; step <= 6; step += 1) scroll.move(600 - step * 40, step * 16);
    scroll.end(100);
    const { lines, frames } = runOn(scroll, 100);
    expect(lines).toBeGreaterThan(10);
    expect(frames).toBeGreaterThan(10);
  });

  test('after resting, it does not scroll on', () => {
    const scroll = setUp();
    scroll.start(600, 0);
    scroll.move(300, 50);
    scroll.end(400);
    expect(scroll.isMoving).toBe(false);
  });

  test('and put down again, it stops scrolling', () => {
    const scroll = setUp();
    scroll.start(600, 0);
    scroll.move(300, 50);
    scroll.end(60);
    expect(scroll.isMoving).toBe(true);
    scroll.start(300, 70);
    expect(scroll.isMoving).toBe(false);
  });
});
