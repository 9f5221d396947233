/** Runs one tool in the foreground and passes its output through. */

import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** Where npm installs this repository's tools, including Node 24. */
const tools = join(import.meta.dirname, '..', 'node_modules', '.bin');

export interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Resolves with the exit code; for a signal, 128 plus its number, or 1 when unknown. */
export function runStep(step: Step): Promise<number> {
  return new Promise((resolve, reject) => {
    const path = [tools, process.env.PATH].join(delimiter);
    const child = spawn(step.command, step.args, {
      stdio: 'inherit',
      env: { ...process.env, PATH: path, ...step.env },
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
