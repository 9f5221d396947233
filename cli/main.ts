/** The command `podshell` in a suitable Node. */

import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { readInvocation, USAGE } from './options.ts';

const root = join(import.meta.dirname, '..');

/** EX_USAGE of sysexits.h. */
const WRONG_USAGE = 64;

const invocation = readInvocation(process.argv.slice(2));
switch (invocation.kind) {
  case 'verify': {
    const { verifyFiles } = await import('./verify.ts');
    process.exitCode = await verifyFiles(invocation.args, console);
    break;
  }
  case 'help':
    console.log(USAGE);
    break;
  case 'version':
    console.log(
      (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
    );
    break;
  case 'wrong':
    console.error(invocation.message);
    process.exitCode = WRONG_USAGE;
    break;
  case 'run': {
    // As for the server alone: see server/main.mjs. Only what is loaded later is kept.
    enableCompileCache(join(root, '.next', 'cache', 'node'));
    const { run } = await import('./run.ts');
    await run(invocation.options);
  }
}
