import { expect, test } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { CursorBlink, HALF_PERIOD_MS } from './cursor-blink.ts';

function blinking() {
  const clock = new FakeClock();
  const changes: boolean[] = [];
  const blink = new CursorBlink(clock, (hidden) => changes.push(hidden));
  return { clock, changes, blink };
}

test('hides and shows the cursor in turn', () => {
  const { clock, changes, blink } = blinking();
  blink.start();
  clock.advance(HALF_PERIOD_MS - 1);
  expect(changes).toEqual([]);
  clock.advance(1);
  expect(changes).toEqual([true]);
  clock.advance(2 * HALF_PERIOD_MS);
  expect(changes).toEqual([true, false, true]);
});

test('shows the cursor for half a period after each drawing', () => {
  const { clock, changes, blink } = blinking();
  blink.start();
  clock.advance(HALF_PERIOD_MS - 1);
  blink.drawn();
  clock.advance(HALF_PERIOD_MS - 1);
  expect(changes).toEqual([]);
  clock.advance(1);
  expect(changes).toEqual([true]);
  blink.drawn();
  expect(changes).toEqual([true, false]);
});

test('stays hidden for half a period when it was hidden by itself', () => {
  const { clock, changes, blink } = blinking();
  blink.start();
  clock.advance(HALF_PERIOD_MS);
  clock.advance(HALF_PERIOD_MS - 1);
  expect(changes).toEqual([true]);
});

test('leaves the cursor visible and no timer when the focus is lost', () => {
  const { clock, changes, blink } = blinking();
  blink.start();
  blink.start();
  clock.advance(HALF_PERIOD_MS);
  blink.stop();
  blink.stop();
  expect(changes).toEqual([true, false]);
  expect(clock.waiting).toBe(0);
});
