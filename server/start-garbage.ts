/** Returns to the system what the start of the server has left behind. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** By then the start is over, and whoever waited for it has their first page. Milliseconds. */
export const START_IS_OVER_MS = 5000;

/**
 * Collects all garbage, and shrinks the young generation. Loading the modules has grown that to its limit, and V8 keeps it
 * for as long as little is allocated: 14 MB of 116. Takes about 0.1 s, in which nothing else runs; it grows again when
 * it is needed.
 */
export function collectStartGarbage(): void {
  // Contexts that are made while the flag is set have the function, and no others.
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as NodeJS.GCFunction;
  setFlagsFromString('--no-expose-gc');
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
