import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LogTimes, parseTime, timeText } from './log-time.ts';
import { ResumePoint } from './resume-point.ts';

const START = Date.parse('2026-11-27T12:00:00Z');

/** Lines as a node keeps them: many in a second, some alike in everything, some a little out of order. */
const anyLog = fc
  .array(
    fc.record({
      step: fc.constantFrom(0, 0, 0, 1, 300, 900, 2_500),
      back: fc.constantFrom(0, 0, 0, 40, 900),
      text: fc.constantFrom('a', 'b', 'GET / 200'),
    }),
    { maxLength: 60 },
  )
  .map((lines) => {
    let now = 0;
    return lines.map(({ step, back, text }) => {
      now += step;
      const at = START + Math.max(0, now - back);
      const second = Math.floor(at / 1000) * 1000;
      return { at, line: `${timeText({ second, nanos: (at - second) * 1_000_000 })} ${text}` };
    });
  });

/** As the API server answers: whole seconds, each line by itself. */
function since(log: readonly { at: number; line: string }[], sinceTime: string | undefined) {
  const from = sinceTime === undefined ? 0 : Math.floor(Date.parse(sinceTime) / 1000) * 1000;
  return log.filter(({ at }) => at >= from).map(({ line }) => line);
}

test('over any breaks, each line comes once', () => {
  fc.assert(
    fc.property(anyLog, fc.array(fc.nat(30), { maxLength: 12 }), (log, breaks) => {
      const point = new ResumePoint();
      const taken: string[] = [];
      // Each connection breaks after so many lines; the last one goes on to the end.
      for (const most of [...breaks, Number.POSITIVE_INFINITY]) {
        const repeats = point.repeats();
        let read = 0;
        for (const line of since(log, point.isKnown ? point.sinceTime : undefined)) {
          if (read++ >= most) break;
          const time = parseTime(line.split(' ')[0] ?? '');
          if (time === undefined || repeats(line, time)) continue;
          point.add(line, time);
          taken.push(line);
        }
      }
      expect(taken).toEqual(log.map(({ line }) => line));
    }),
    { numRuns: 500 },
  );
});

test('what a container wrote before its restart is asked for with the same filter', () => {
  const point = new ResumePoint();
  const stamp = (nanos: number) => ({ second: START, nanos });
  const line = (nanos: number, text: string) => `${timeText(stamp(nanos))} ${text}`;
  point.add(line(1, 'seen'), stamp(1));
  const repeats = point.repeats();
  const previous = [line(1, 'seen'), line(2, 'last words')];
  const current = [line(3, 'hello')];
  const fresh = [...previous, ...current].filter((text, index) => !repeats(text, stamp(index + 1)));
  expect(fresh).toEqual([line(2, 'last words'), line(3, 'hello')]);
});

test('only the last seconds are remembered', () => {
  const point = new ResumePoint();
  for (let second = 0; second < 1000; second++) {
    const time = { second: START + second * 1000, nanos: 0 };
    point.add(`${timeText(time)} x`, time);
  }
  expect(point.sinceTime).toBe(timeText({ second: START + 998_000, nanos: 0 }));
});

test.each([
  ['2026-11-27T12:00:00.123456789Z text', 123_456_789, 0],
  ['2026-11-27T12:00:00.1Z text', 100_000_000, 0],
  ['2026-11-27T12:00:00Z text', 0, 0],
  ['2026-11-27T14:30:00.5+02:30 text', 500_000_000, 0],
])('%s is read to the nanosecond', (line, nanos, offset) => {
  const read = new LogTimes().read(line);
  expect(read?.time).toEqual({ second: START + offset, nanos });
  expect(line.slice(read?.textAt)).toBe('text');
});

test.each(['', 'text', '2026-11-27 12:00:00Z text', '2026-99-27T12:00:00Z text'])(
  '%j has no time',
  (line) => {
    expect(new LogTimes().read(line)).toBeUndefined();
  },
);

test('a time is the same after it was written and read', () => {
  fc.assert(
    fc.property(fc.nat(4_000_000_000), fc.nat(999_999_999), (seconds, nanos) => {
      const time = { second: seconds * 1000, nanos };
      expect(parseTime(timeText(time))).toEqual(time);
    }),
  );
});
