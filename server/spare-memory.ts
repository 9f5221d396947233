/** Returns to the system what the server has no use for. */

import { readdirSync } from 'node:fs';
import { flushCompileCache, getCompileCacheDir } from 'node:module';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Lets go of the compiled code that Node has read from its cache: it would keep all of it until the process ends, 4 KiB or more
 * for each file. Call it as soon as much has been loaded, so that what comes next takes its place. Does nothing while the
 * cache is empty: filling it takes 0.1 s, for which the start does not wait.
 */
export function releaseCompiledCode(): void {
  const cache = getCompileCacheDir();
  if (cache !== undefined && readdirSync(cache).length > 0) flushCompileCache();
}

/** What V8's heap takes from the system. */
export function heapBytes(): number {
  return getHeapStatistics().total_heap_size;
}

/**
 * Collects all garbage, and shrinks the young generation. Loading the modules has grown that to its limit, and V8 keeps it
 * for as long as little is allocated: 14 MB of 116. Takes about 0.1 s, in which nothing else runs; it grows again when
 * it is needed. Also lets go of compiled code, which is written to the cache if it is not there yet.
 */
export function collectGarbage(): void {
  flushCompileCache();
  // Contexts that are made while the flag is set have the function, and no others.
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as NodeJS.GCFunction;
  setFlagsFromString('--no-expose-gc');
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
