import { relative } from 'node:path';
import type { Reporter, TestCase } from 'vitest/node';
import { noteRetried } from './retries.ts';

/** Records the unit and integration tests that passed only on a retry. */
export default class RetriesReporter implements Reporter {
  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky !== true) return;
    noteRetried(`${relative(process.cwd(), test.module.moduleId)} > ${test.fullName}`);
  }
}
