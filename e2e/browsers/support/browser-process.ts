/** A browser or its driver as a child process with a folder of its own. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** How long a browser may take to start, in milliseconds. */
const START_MS = 60_000;

/** Time after SIGTERM before SIGKILL, in milliseconds. */
const STOP_MS = 5_000;

/** True when the PATH has the program. Not all of them can print a version. */
export function isInstalled(command: string): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => existsSync(join(folder, command)));
}

export class BrowserProcess {
  /** The first group of the match of its output. */
  readonly said: string;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(said: string, child: ChildProcess, folder: string) {
    this.said = said;
    this.#child = child;
    this.#folder = folder;
  }

  /**
   * Starts a program and waits until its output matches.
   * @param args gets the folder for its files, which is also its home
   * @throws Error with its output, when it ends first
   */
  static async start(
    command: string,
    args: (folder: string) => readonly string[],
    expected: RegExp,
    env: Readonly<Record<string, string>> = {},
  ): Promise<BrowserProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'podshell-e2e-browser-'));
    const child = spawn(command, args(folder), {
      env: { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Its own process group, so that its child processes end with it.
      detached: true,
    });
    const output = await outputUntil(child, expected);
    const match = expected.exec(output);
    const started = new BrowserProcess(match?.[1] ?? '', child, folder);
    if (match !== null) return started;
    await started.stop();
    throw new Error(`${command} did not start:\n${output}`);
  }

  async stop(): Promise<void> {
    const exited = this.#isRunning() ? once(this.#child, 'exit') : undefined;
    this.#signal('SIGTERM');
    const force = setTimeout(() => this.#signal('SIGKILL'), STOP_MS);
    await exited;
    clearTimeout(force);
    this.#signal('SIGKILL');
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #isRunning(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** To the whole group; it may have ended already. */
  #signal(name: NodeJS.Signals): void {
    try {
      if (this.#child.pid !== undefined) process.kill(-this.#child.pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

async function outputUntil(child: ChildProcess, expected: RegExp): Promise<string> {
  let output = '';
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, START_MS);
  child.once('error', () => resolve());
  child.once('exit', () => resolve());
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (expected.test(output)) resolve();
    });
  }
  await promise;
  clearTimeout(timer);
  return output;
}
