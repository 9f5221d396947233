/**
 * Finds the server's code. `npm run build` makes few files of it, which start in less time and memory than the 900 modules that
 * they come from; see decision 110. This file is JavaScript, as what loads it: nothing else is compiled at a start.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const BUILT = join(import.meta.dirname, '..', '.next', 'podshell', 'run-server.mjs');

/**
 * @param {{ sources?: boolean }} options whether the sources are wanted, also where a build is there
 * @returns {Promise<typeof import('./run-server.ts')>} the built code, or the sources where nothing is built
 */
export function loadServer({ sources = false } = {}) {
  return sources || !existsSync(BUILT) ? import('./run-server.ts') : import(pathToFileURL(BUILT).href);
}
