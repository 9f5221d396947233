import { expect, test } from 'vitest';
import { markBeside, spreadMarks } from './marks.ts';
import type { Mark } from './replay.ts';

const mark = (at: number, kind: Mark['kind'] = 'marker'): Mark => ({ at, kind, label: `${at}` });
// Gaps are known when their chunk ends, after the sizes in it.
const MARKS = [mark(500, 'size'), mark(100), mark(900, 'gap')];

test('the nearest mark before and after', () => {
  expect(markBeside(MARKS, 'others', 500, -1)?.at).toBe(100);
  expect(markBeside(MARKS, 'others', 500, 1)?.at).toBe(900);
  expect(markBeside(MARKS, 'others', 100, -1)).toBeUndefined();
  expect(markBeside(MARKS, 'others', 900, 1)).toBeUndefined();
  expect(markBeside(MARKS, 'others', 2_000, -1)?.at).toBe(900);
});

test('a command is beside commands only', () => {
  const marks = [...MARKS, mark(200, 'command'), mark(700, 'command')];
  expect(markBeside(marks, 'commands', 500, -1)?.at).toBe(200);
  expect(markBeside(marks, 'commands', 500, 1)?.at).toBe(700);
  expect(markBeside(marks, 'others', 500, 1)?.at).toBe(900);
});

test('of marks at one place, missing output is shown first', () => {
  const close = [mark(10, 'size'), mark(11, 'gap'), mark(12), mark(990)];
  expect(spreadMarks(close, 1_000, 100).map(({ at }) => at)).toEqual([11, 990]);
  expect(spreadMarks([mark(0)], 0, 100)).toHaveLength(1);
});
