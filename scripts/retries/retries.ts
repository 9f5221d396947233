/** Tests that passed only on a retry: recorded by the reporters of both runners, checked at the end of `npm test`. */

import { appendFileSync, readFileSync } from 'node:fs';

/** Variable with the file to which reporters write these tests, one JSON string per line. */
export const RETRIES_VARIABLE = 'PODSHELL_RETRIED_TESTS';

/** Most retried tests that `npm test` accepts: a busy machine delays a few tests, but more mean a real problem. */
export const MAX_RETRIED = 3;

export interface Verdict {
  readonly passed: boolean;
  /** Text to print last; empty when no test was retried. */
  readonly report: string;
}

/** Writes a test to the file of {@link RETRIES_VARIABLE}; does nothing without it. */
export function noteRetried(
  test: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): void {
  const file = env[RETRIES_VARIABLE];
  if (file !== undefined && file !== '') appendFileSync(file, `${JSON.stringify(test)}\n`);
}

/** The tests in a file, in the order of the run. */
export function readRetried(file: string): readonly string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => String(JSON.parse(line)));
}

/** @param retried names of the tests that passed only on a retry */
export function judgeRetries(retried: readonly string[]): Verdict {
  if (retried.length === 0) return { passed: true, report: '' };
  const passed = retried.length <= MAX_RETRIED;
  const head = `${retried.length === 1 ? '1 test' : `${retried.length} tests`} passed only when tried again`;
  const limit = passed ? '' : `, more than ${MAX_RETRIED}: the run fails`;
  return { passed, report: [`${head}${limit}`, ...retried.map((test) => `  ${test}`)].join('\n') };
}
