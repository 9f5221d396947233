/** A child process of the bench: waits for its first line of a kind, and ends it. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..', '..');

/** A process that is not ready by then is not going to be. Milliseconds. */
const START_MS = 60_000;
/** Time for a polite end before it is forced. Milliseconds. */
const STOP_MS = 10_000;

export interface Child {
  readonly pid: number;
  /** The rest of the line that said that it is ready. */
  readonly ready: string;
  stop(): Promise<void>;
}

/**
 * Runs a file of this repository with Node.
 * @param readyPrefix how the line on its standard output begins that says that it is ready
 * @throws Error with what it wrote when it ends before that
 */
export async function startChild(
  args: readonly string[],
  readyPrefix: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Child> {
  const child = spawn(process.execPath, [...args], {
    cwd: root,
    env: environment(env),
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own: Ctrl+C in the terminal reaches the bench alone, which then ends its children in order.
    detached: true,
  });
  const said: string[] = [];
  const timer = setTimeout(() => child.kill('SIGKILL'), START_MS);
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (!line.startsWith(readyPrefix)) continue;
    clearTimeout(timer);
    // What follows is not read, and must not fill the pipe.
    child.stdout.resume();
    return { pid: child.pid ?? 0, ready: line.slice(readyPrefix.length).trim(), stop: () => end(child) };
  }
  clearTimeout(timer);
  throw new Error(`${args.join(' ')} ended before it was ready:\n${said.join('\n')}`);
}

/** Settings of whoever runs the bench are not those of what it measures. */
function environment(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, ...own };
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('PODSHELL_') && !(name in own)) delete env[name];
  }
  return env;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await exited;
  clearTimeout(force);
}
