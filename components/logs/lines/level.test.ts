import { expect, test } from 'vitest';
import { levelOf } from './level.ts';

test.each([
  ['2026-11-27 12:00:00 ERROR cannot connect', 'error'],
  ['{"level":"warn","msg":"slow"}', 'warn'],
  ['{"level":50,"msg":"broken"}', 'error'],
  ['{"severity":"ERROR","message":"broken"}', 'error'],
  ['time=2026-11-27 level=debug msg=x', 'debug'],
  ['E1127 12:00:00.123456       1 main.go:12] broken', 'error'],
  ['I1127 12:00:00.123456       1 main.go:12] fine', 'info'],
  ['2026/11/27 12:00:00 [error] 7#7: upstream timed out', 'error'],
  ['[Warn] low memory', 'warn'],
  ['error: no such file', 'error'],
  ['panic: runtime error', 'error'],
])('%s', (line, level) => {
  expect(levelOf(line)).toBe(level);
});

test.each(['0 errors found', 'an error handler was registered', 'GET /error 200', 'information', ''])(
  '%j names no level',
  (line) => {
    expect(levelOf(line)).toBeUndefined();
  },
);
