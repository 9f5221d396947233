import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { LatencyMeter } from './latency-meter.ts';

test('a key is measured until the next output', () => {
  const clock = new FakeClock();
  const meter = new LatencyMeter(clock);
  expect(meter.latency).toEqual({ count: 0, median: null, slowest: null });
  for (const time of [10, 30, 20]) {
    meter.typed();
    clock.advance(time);
    meter.answered();
    meter.answered();
  }
  expect(meter.latency).toEqual({ count: 3, median: 20, slowest: 30 });
});

test('output without a key and a key without output are not measured', () => {
  const clock = new FakeClock();
  const meter = new LatencyMeter(clock);
  meter.answered();
  meter.typed();
  clock.advance(6_000);
  meter.answered();
  expect(meter.latency.count).toBe(0);
});

test('a new connection resets the figures', () => {
  const clock = new FakeClock();
  const meter = new LatencyMeter(clock);
  meter.typed();
  meter.reset();
  meter.answered();
  expect(meter.latency.count).toBe(0);
});

test('the figures are within the last measured times', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 120 }), (times) => {
      const clock = new FakeClock();
      const meter = new LatencyMeter(clock);
      for (const time of times) {
        meter.typed();
        clock.advance(time);
        meter.answered();
      }
      const last = times.slice(-50);
      expect(meter.latency.count).toBe(last.length);
      expect(meter.latency.slowest).toBe(Math.max(...last));
      expect(last).toContain(meter.latency.median);
    }),
  );
});
