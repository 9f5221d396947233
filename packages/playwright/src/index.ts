/** Drives shells in pods from Playwright tests, through Podshell. */

import {
  test as base,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestType,
} from '@playwright/test';
import { type PodShellOptions, PodShells } from './pod-shells.ts';

export { expect } from '@playwright/test';
export type { CommandResult } from './command-line.ts';
export type { PodShell, WaitOptions } from './pod-shell.ts';
export { type Evidence, PodShellError } from './pod-shell-error.ts';
export type { OpenOptions, PodShellOptions, PodShells, TerminalChoice } from './pod-shells.ts';
export { type ShellTarget, shellPath } from './shell-target.ts';
export type { LastCommand, ShellFailure, TerminalRecord, TerminalState } from './terminal-record.ts';

export interface PodShellFixtures {
  /** Options of the kit, for `use` in the configuration, a file or a group of tests. */
  readonly podShellOptions: PodShellOptions;
  /** Opens shells and ends them after the test. */
  readonly podShell: PodShells;
}

/** Written out, so that the built types name this package's own dependency only. */
type PodShellTest = TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & PodShellFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions
>;

/** Playwright's `test` with `podShell`. Combine it with other fixtures by Playwright's `mergeTests`. */
export const test: PodShellTest = base.extend<PodShellFixtures>({
  podShellOptions: [{}, { option: true }],
  podShell: async ({ page, baseURL, podShellOptions }, use) => {
    const shells = new PodShells(page, { url: baseURL, ...podShellOptions });
    await use(shells);
    await shells.dispose();
  },
});
