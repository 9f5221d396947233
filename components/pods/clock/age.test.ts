import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { podsCatalog } from '../catalog.ts';
import { formatAge } from './age.ts';

const S = 1000;
const M = 60 * S;
const H = 60 * M;
const D = 24 * H;
const Y = 365 * D;

describe('age, as kubectl prints it', () => {
  test.each([
    [-5 * S, '0s'],
    [0, '0s'],
    [999, '0s'],
    [59 * S, '59s'],
    [119 * S, '119s'],
    [2 * M, '2m'],
    [2 * M + 5 * S, '2m5s'],
    [9 * M + 59 * S, '9m59s'],
    [10 * M + 30 * S, '10m'],
    [179 * M, '179m'],
    [3 * H, '3h'],
    [3 * H + 12 * M, '3h12m'],
    [8 * H + 12 * M, '8h'],
    [47 * H, '47h'],
    [2 * D, '2d'],
    [2 * D + 4 * H, '2d4h'],
    [8 * D + 4 * H, '8d'],
    [700 * D, '700d'],
    [2 * Y, '2y'],
    [2 * Y + 30 * D, '2y30d'],
    [9 * Y + 30 * D, '9y'],
  ])('%i ms is %s', (ms, text) => {
    expect(formatAge(ms, podsCatalog.en.age)).toBe(text);
  });

  test.each([
    [45 * S, '45 秒'],
    [3 * H + 12 * M, '3 小时 12 分钟'],
    [2 * Y + 30 * D, '2 年 30 天'],
  ])('%i ms is %s in Chinese', (ms, text) => {
    expect(formatAge(ms, podsCatalog['zh-CN'].age)).toBe(text);
  });

  test('is rounded down to its smallest unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 * Y }), (ms) => {
        const said = read(formatAge(ms, podsCatalog.en.age));
        expect(said).toBeLessThanOrEqual(ms);
        expect(ms - said).toBeLessThan(ms < 10 * M ? S : ms < 8 * H ? M : ms < 8 * D ? H : D);
      }),
    );
  });
});

function read(text: string): number {
  const units: Record<string, number> = { s: S, m: M, h: H, d: D, y: Y };
  let sum = 0;
  for (const [, number, unit] of text.matchAll(/(\d+)([smhdy])/g))
    sum += Number(number) * (units[unit ?? ''] ?? 0);
  return sum;
}
