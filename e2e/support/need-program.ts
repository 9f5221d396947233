/** Programs that tests need and that not every machine has. */

import { test } from '@playwright/test';

/** Set to 1 where all of them are installed. */
const VARIABLE = 'PODSHELL_E2E_ALL_PROGRAMS';

/**
 * Skips the tests of this file, group or test where their program is missing. With `PODSHELL_E2E_ALL_PROGRAMS=1`, they fail.
 * @param name as users call the program
 * @param packages what to install with apt-get
 * @throws Error when all programs should be there
 */
export function needProgram(isInstalled: boolean, name: string, packages: string): void {
  const reason = `${name} is not installed (Debian: apt-get install ${packages})`;
  if (!isInstalled && process.env[VARIABLE] === '1') throw new Error(`${reason}, and ${VARIABLE} is set`);
  test.skip(!isInstalled, reason);
}
