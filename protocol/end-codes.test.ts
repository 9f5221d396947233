import { expect, test } from 'vitest';
import { END_CODES, EXIT_CAUSES, explainsEnd, isExitCause, NOTICE_CODES } from './end-codes.ts';
import { PROBLEMS } from './problem.ts';

test('codes are kebab-case, and each is listed once', () => {
  const codes = [...NOTICE_CODES, ...END_CODES, ...EXIT_CAUSES];
  for (const code of codes) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(new Set(codes).size).toBe(codes.length);
});

test.each([...END_CODES, 'forbidden', 'cluster-unreachable'])('%s explains an end', (code) => {
  expect(explainsEnd(code)).toBe(true);
});

test('a drain is announced, though requests are refused with the same code', () => {
  expect('draining' in PROBLEMS).toBe(true);
  expect(explainsEnd('draining')).toBe(false);
});

test('codes of a newer server are not known', () => {
  for (const code of ['', 'toString', 'not-a-code']) {
    expect(explainsEnd(code)).toBe(false);
    expect(isExitCause(code)).toBe(false);
  }
});
