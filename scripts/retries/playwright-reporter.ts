import { relative } from 'node:path';
import type { FullConfig, Reporter, Suite } from '@playwright/test/reporter';
import { noteRetried } from './retries.ts';

/** Records the browser tests that passed only on a retry. */
export default class RetriesReporter implements Reporter {
  #suite: Suite | undefined;

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#suite = suite;
  }

  onEnd(): void {
    for (const test of this.#suite?.allTests() ?? []) {
      if (test.outcome() !== 'flaky') continue;
      // The path starts with the names of the root, the project and the file.
      const names = test.titlePath().slice(3).join(' > ');
      noteRetried(`${relative(process.cwd(), test.location.file)} > ${names}`);
    }
  }

  printsToStdio(): boolean {
    return false;
  }
}
