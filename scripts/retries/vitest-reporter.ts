import { relative } from 'node:path';
import type { Reporter, TestCase } from 'vitest/node';
import { noteRetried } from './retries.ts';

/** Records the unit and integration tests that passed only on a retry, and prints why they failed before. */
export default class RetriesReporter implements Reporter {
  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky !== true) return;
    const name = `${relative(process.cwd(), test.module.moduleId)} > ${test.fullName}`;
    noteRetried(name);
    // The errors of earlier attempts: a property test names its seed and counterexample there.
    for (const { message } of test.result().errors ?? []) console.log(`Tried again: ${name}\n${message}`);
  }
}
