import { expect, test } from 'vitest';
import { FakeClock } from '#components/terminal/testing/fake-clock.ts';
import { PasteProgress, type ShownPart } from './paste-progress.ts';

function setUp() {
  const clock = new FakeClock();
  const input = { waiting: 0, unread: 0 };
  const shown: (ShownPart | null)[] = [];
  const progress = new PasteProgress({
    clock,
    waiting: () => input.waiting,
    unread: () => input.waiting + input.unread,
    onChange: (part) => shown.push(part),
  });
  const paste = (characters: number, sentAtOnce = 0) => {
    input.waiting += characters - sentAtOnce;
    progress.pasted(characters);
  };
  return { clock, input, shown, progress, paste };
}

test('a paste that is sent within a second shows nothing', () => {
  const { clock, input, shown, paste } = setUp();
  paste(1000, 1000);
  paste(1000, 100);
  clock.advance(900);
  input.waiting = 0;
  clock.advance(10_000);
  expect(shown).toEqual([]);
});

test('a longer one shows how much was sent, until all was', () => {
  const { clock, input, shown, progress, paste } = setUp();
  paste(1000, 100);
  clock.advance(1000);
  expect(shown).toEqual([{ sent: 100, total: 1000, isOut: false }]);
  expect(progress.isShown).toBe(true);
  input.waiting = 400;
  clock.advance(250);
  expect(shown.at(-1)).toEqual({ sent: 600, total: 1000, isOut: false });
  input.waiting = 0;
  clock.advance(250);
  expect(shown.at(-1)).toBeNull();
  expect(progress.isShown).toBe(false);
});

test('what is sent and not read by the shell is shown, too, and cannot be taken back', () => {
  const { clock, input, shown, progress, paste } = setUp();
  input.unread = 800;
  paste(1000, 1000);
  clock.advance(1000);
  expect(shown).toEqual([{ sent: 200, total: 1000, isOut: true }]);
  expect(progress.part).toEqual({ sent: 1000, total: 1000 });
  input.unread = 0;
  clock.advance(250);
  expect(shown.at(-1)).toBeNull();
});

test('a second paste adds to the first', () => {
  const { clock, input, shown, paste } = setUp();
  paste(1000);
  clock.advance(1000);
  input.waiting = 500;
  paste(100);
  clock.advance(250);
  expect(shown.at(-1)).toEqual({ sent: 500, total: 1100, isOut: false });
  input.waiting = 0;
  clock.advance(250);
  paste(300);
  clock.advance(1000);
  expect(shown.at(-1)).toEqual({ sent: 0, total: 300, isOut: false });
});

test('after its end nothing is shown, and no timer is left', () => {
  const { clock, shown, progress, paste } = setUp();
  paste(1000);
  clock.advance(1000);
  progress.end();
  progress.end();
  expect(shown).toEqual([{ sent: 0, total: 1000, isOut: false }, null]);
  clock.advance(10_000);
  expect(shown).toHaveLength(2);
});
