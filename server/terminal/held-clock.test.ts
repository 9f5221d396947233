import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { HeldClock } from './held-clock.ts';
import { TerminalRoom } from './testing/terminal-room.ts';

const step = fc.oneof(
  fc.record({ kind: fc.constant('pass' as const), ms: fc.nat({ max: 5_000 }) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.nat({ max: 20_000 }) }),
  fc.record({ kind: fc.constant('cancel' as const), which: fc.nat({ max: 20 }) }),
  fc.record({ kind: fc.constantFrom('hold' as const, 'release' as const) }),
);

test('a timer fires when exactly its time has passed unheld, and never while held or cancelled', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const clock = new FakeClock();
      const held = new HeldClock(clock);
      /** Milliseconds for which the clock was not held. */
      let unheld = 0;
      let isHeld = false;
      const timers: { due: number; firedAt?: number; isCancelled: boolean; cancel: () => void }[] = [];
      for (const one of steps) {
        if (one.kind === 'hold') held.hold();
        if (one.kind === 'release') held.release();
        if (one.kind === 'hold' || one.kind === 'release') isHeld = one.kind === 'hold';
        if (one.kind === 'wait') {
          const timer: (typeof timers)[number] = { due: unheld + one.ms, isCancelled: false, cancel() {} };
          timer.cancel = held.after(one.ms, () => {
            expect(timer.firedAt).toBeUndefined();
            timer.firedAt = held.now();
          });
          timers.push(timer);
        }
        const cancelled = one.kind === 'cancel' ? timers[one.which] : undefined;
        if (cancelled !== undefined && cancelled.firedAt === undefined) {
          cancelled.isCancelled = true;
          cancelled.cancel();
        }
        if (one.kind === 'pass') {
          clock.advance(one.ms);
          if (!isHeld) unheld += one.ms;
        }
        expect(held.now()).toBe(START + unheld);
      }
      held.release();
      clock.advance(0);
      for (const { due, firedAt, isCancelled } of timers) {
        const isDue = !isCancelled && due <= unheld;
        expect(firedAt).toBe(isDue ? START + due : undefined);
      }
      held.hold();
      expect(clock.pendingTimers).toBe(0);
    }),
  );
});

const START = new FakeClock().now();

test('a shell without a window, or that is idle, is not ended while nobody can come', () => {
  const room = new TerminalRoom({ resumeMs: 60_000, reopenMs: 10_000, idleMs: 90_000, lifeMs: 3_600_000 });
  const lost = room.open();
  const left = room.open();
  const stays = room.open();
  const streams = room.backend.streams;
  left.connection.receive({ Op: 'leave' });
  left.connection.drop();
  lost.connection.drop();
  room.clock.advance(5_000);
  room.patience.hold();
  room.clock.advance(1_800_000);
  expect(streams.map(({ terminated }) => terminated)).toEqual([false, false, false]);
  room.patience.release();
  room.clock.advance(4_999);
  expect(streams.map(({ terminated }) => terminated)).toEqual([false, false, false]);
  room.clock.advance(1);
  expect(streams.map(({ terminated }) => terminated)).toEqual([false, true, false]);
  room.clock.advance(50_000);
  expect(streams.map(({ terminated }) => terminated)).toEqual([true, true, false]);
  room.clock.advance(29_999);
  expect(stays.connection.closed).toBeUndefined();
  room.clock.advance(1);
  expect(stays.connection.last('toast')?.Code).toBe('idle-limit');
});

test('the longest life counts all time', () => {
  const room = new TerminalRoom({ lifeMs: 60_000 });
  const { connection } = room.open();
  room.patience.hold();
  room.clock.advance(60_000);
  expect(connection.last('toast')?.Code).toBe('life-limit');
});
