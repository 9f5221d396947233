/**
 * The server as a process. It keeps compiled code beside the built pages, which halves the processor time of the next start
 * and saves the memory of the TypeScript compiler. For that, this file is JavaScript. Nothing is kept on a read-only disk.
 */

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { dev, sources } = parseArgs({
  options: {
    dev: { type: 'boolean', default: false },
    // Runs the sources, also where a build is there: stack traces and profiles then name their lines.
    sources: { type: 'boolean', default: false },
  },
}).values;

enableCompileCache(join(import.meta.dirname, '..', '.next', 'cache', 'node'));
// Only what is loaded later is kept.
const { loadServer } = await import('./load-server.mjs');
const { runServer } = await loadServer({ sources: sources || dev });
await runServer({ dev });
