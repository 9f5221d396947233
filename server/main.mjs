/**
 * The server as a process. It keeps compiled code beside the built pages, which halves the processor time of the next start
 * and saves the memory of the TypeScript compiler. For that, this file is JavaScript. Nothing is kept on a read-only disk.
 */

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

enableCompileCache(join(import.meta.dirname, '..', '.next', 'cache', 'node'));
// Only what is loaded later is kept.
const { runServer } = await import('./run-server.ts');
await runServer(parseArgs({ options: { dev: { type: 'boolean', default: false } } }).values);
