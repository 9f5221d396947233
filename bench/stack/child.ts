/** A child process of the benchmarks: waits until it is ready, and ends it. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endChild, withoutSettings } from '#scripts/child-process.ts';

const root = join(import.meta.dirname, '..', '..');

/** How long a process may take to become ready, in milliseconds. */
const START_MS = 60_000;
/** Time after SIGTERM before SIGKILL, in milliseconds. */
const STOP_MS = 10_000;

export interface Child {
  readonly pid: number;
  /** The rest of the line after `readyPrefix`. */
  readonly ready: string;
  /** @param signal SIGTERM by default, and SIGKILL if it does not end by that */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Runs a file of this repository with Node.
 * @param readyPrefix start of the line on standard output that means the process is ready
 * @throws Error with its output when it ends before it is ready
 */
export async function startChild(
  args: readonly string[],
  readyPrefix: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Child> {
  const child = spawn(process.execPath, [...args], {
    cwd: root,
    env: { ...withoutSettings(process.env), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    // Its own process group: Ctrl+C in the terminal reaches only the benchmark, which then ends its children in order.
    detached: true,
  });
  const said: string[] = [];
  const timer = setTimeout(() => child.kill('SIGKILL'), START_MS);
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (!line.startsWith(readyPrefix)) continue;
    clearTimeout(timer);
    // Later output is not needed, but must not fill the pipe.
    child.stdout.resume();
    return {
      pid: child.pid ?? 0,
      ready: line.slice(readyPrefix.length).trim(),
      stop: (signal) => endChild(child, STOP_MS, signal),
    };
  }
  clearTimeout(timer);
  throw new Error(`${args.join(' ')} ended before it was ready:\n${said.join('\n')}`);
}
