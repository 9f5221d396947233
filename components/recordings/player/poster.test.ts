import { expect, test } from 'vitest';
import { posterOf } from './poster.ts';
import type { ReplayEvent } from './replay.ts';

const output = (at: number, text: string): ReplayEvent => ({ kind: 'output', at, text });
const size: ReplayEvent = { kind: 'size', at: 5, cols: 100, rows: 30 };
const textOf = (events: readonly ReplayEvent[]) =>
  events.map((event) => (event.kind === 'output' ? event.text : '#')).join('');

test('it is what comes before the first pause', () => {
  const prompt = output(80, '$ ');
  expect(textOf(posterOf([output(20, 'Welcome\r\n'), size, prompt, output(4_000, 'ls')]))).toBe(
    'Welcome\r\n#$ ',
  );
});

test('it waits for something that can be seen', () => {
  const blank = [
    output(0, '\u001b[?2004h\u001b]0;title\u0007\u001b(B\r\n'),
    output(3_000, '\u001b[2J\u001b[H '),
  ];
  expect(posterOf(blank)).toEqual([]);
  expect(posterOf([...blank, output(9_000, '$ '), output(20_000, 'x')])).toHaveLength(3);
});

test('of a flood it is a part', () => {
  const flood = Array.from({ length: 100 }, (_, at) => output(at, 'y\r\n'.repeat(1_000)));
  const { length } = posterOf(flood);
  expect(length).toBeGreaterThan(10);
  expect(length).toBeLessThan(40);
});

test('of typing without a pause it is the beginning', () => {
  const typing = Array.from({ length: 60 }, (_, at) => output(at * 100, 'x'));
  expect(posterOf(typing)).toHaveLength(11);
});
