import { expect, test } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { HeldDrawing } from './held-drawing.ts';

const HOLD = '\x1b[?2026h';
const DRAW = '\x1b[?2026l';

function setUp() {
  const clock = new FakeClock();
  const written: string[] = [];
  const screen = { full: false };
  const drawing = new HeldDrawing({
    clock,
    write: (text) => written.push(text),
    isFull: () => screen.full,
  });
  return { clock, written, screen, drawing };
}

test('missed output is drawn when no more of it comes', () => {
  const { clock, written, drawing } = setUp();
  drawing.begin()();
  clock.advance(500);
  expect(written).toEqual([HOLD]);
  drawing.parsed(false);
  clock.advance(500);
  drawing.parsed(true);
  clock.advance(20);
  drawing.parsed(false);
  clock.advance(500);
  expect(written).toEqual([HOLD]);
  drawing.parsed(true);
  clock.advance(30);
  expect(written).toEqual([HOLD, DRAW]);
});

test('a flood that goes on is drawn as soon as it fills the screen', () => {
  const { written, screen, drawing } = setUp();
  drawing.begin()();
  drawing.parsed(false);
  screen.full = true;
  drawing.parsed(false);
  drawing.parsed(false);
  expect(written).toEqual([HOLD, DRAW]);
});

test('while more is known to come, neither a pause nor a full screen lets old output be seen', () => {
  const { clock, written, screen, drawing } = setUp();
  const caughtUp = drawing.begin();
  drawing.parsed(true);
  clock.advance(600);
  screen.full = true;
  drawing.parsed(false);
  drawing.parsed(true);
  clock.advance(600);
  expect(written).not.toContain(DRAW);
  caughtUp();
  expect(written.at(-1)).toBe(DRAW);
});

test('what comes slowly is held for longer than the second of xterm.js, but not for ever', () => {
  const { clock, written, drawing } = setUp();
  drawing.begin();
  let last = clock.now();
  for (let pieces = 0; pieces < 50; pieces += 1) {
    clock.advance(100);
    const before = written.length;
    drawing.parsed(true);
    if (written.length > before) last = clock.now();
    expect(clock.now() - last).toBeLessThan(300);
  }
  expect(written).not.toContain(DRAW);
  expect(written.slice(1)).toEqual(written.slice(1).map(() => DRAW + HOLD));
  clock.advance(100);
  drawing.parsed(true);
  clock.advance(30);
  expect(written.at(-1)).toBe(DRAW);
});

test('what is known to come and never does holds the drawing up for a while only', () => {
  const { clock, written, drawing } = setUp();
  drawing.begin();
  drawing.parsed(true);
  clock.advance(700);
  expect(written).toEqual([HOLD, DRAW]);
});

test('what was missed before a fresh start does not let what is missed since be seen', () => {
  const { clock, written, drawing } = setUp();
  drawing.begin()();
  drawing.parsed(true);
  drawing.begin();
  clock.advance(500);
  expect(written).toEqual([HOLD, HOLD]);
});

test('other output is drawn as it comes', () => {
  const { clock, written, drawing } = setUp();
  drawing.parsed(true);
  clock.advance(1000);
  expect(written).toEqual([]);
});

test('nothing is written after the end of the screen', () => {
  const { clock, written, drawing } = setUp();
  drawing.begin();
  drawing.parsed(true);
  drawing.dispose();
  clock.advance(1000);
  expect(written).toEqual([HOLD]);
});
