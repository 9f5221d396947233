/** Tests that passed only when tried again: noted by the reporters of both runners, judged at the end of `npm test`. */

import { appendFileSync, readFileSync } from 'node:fs';

/** Variable that names the file in which reporters note such tests, one JSON string a line. */
export const RETRIES_VARIABLE = 'PODSHELL_RETRIED_TESTS';

/** A busy machine makes a few tests late. More than these mean that something is wrong. */
export const MAX_RETRIED = 3;

export interface Verdict {
  readonly passed: boolean;
  /** What to print last; empty when no test was tried again. */
  readonly report: string;
}

/** Notes a test in the file that {@link RETRIES_VARIABLE} names; does nothing without one. */
export function noteRetried(
  test: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): void {
  const file = env[RETRIES_VARIABLE];
  if (file !== undefined && file !== '') appendFileSync(file, `${JSON.stringify(test)}\n`);
}

/** The tests noted in a file, in the order of the run. */
export function readRetried(file: string): readonly string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => String(JSON.parse(line)));
}

/** @param retried names of the tests that passed only when tried again */
export function judgeRetries(retried: readonly string[]): Verdict {
  if (retried.length === 0) return { passed: true, report: '' };
  const passed = retried.length <= MAX_RETRIED;
  const head = `${retried.length === 1 ? '1 test' : `${retried.length} tests`} passed only when tried again`;
  const limit = passed ? '' : `, more than ${MAX_RETRIED}: the run fails`;
  return { passed, report: [`${head}${limit}`, ...retried.map((test) => `  ${test}`)].join('\n') };
}
