/** Podshell's automation kit: drive shells in pods from Playwright. Needs only `@playwright/test`. */

import { test as base } from '@playwright/test';
import { type PodShellOptions, PodShells } from './pod-shells.ts';

export { expect } from '@playwright/test';
export type { CommandResult } from './command-line.ts';
export type { PodShell, WaitOptions } from './pod-shell.ts';
export { type Evidence, PodShellError } from './pod-shell-error.ts';
export type { OpenOptions, PodShellOptions, PodShells, TerminalChoice } from './pod-shells.ts';
export { type ShellTarget, shellPath } from './shell-target.ts';
export type { ShellFailure, TerminalRecord, TerminalState } from './terminal-record.ts';

export interface PodShellFixtures {
  /** Options of the kit, for `use` in the configuration, a file or a group of tests. */
  readonly podShellOptions: PodShellOptions;
  /** Opens shells and ends them after the test. */
  readonly podShell: PodShells;
}

/** Playwright's `test` with `podShell`. Combine it with other fixtures by Playwright's `mergeTests`. */
export const test = base.extend<PodShellFixtures>({
  podShellOptions: [{}, { option: true }],
  podShell: async ({ page, baseURL, podShellOptions }, use) => {
    const shells = new PodShells(page, { url: baseURL, ...podShellOptions });
    await use(shells);
    await shells.dispose();
  },
});
