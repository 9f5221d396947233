/** Runs kubectl against a demo cluster. */

import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn as spawnPty } from '@lydell/node-pty';

/** The reason to skip the tests; undefined if kubectl is installed. */
export function missingKubectl(): string | undefined {
  const { error } = spawnSync('kubectl', ['version', '--client']);
  return error === undefined ? undefined : 'kubectl is not installed';
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export class Kubectl {
  readonly #folder: string;
  readonly #children: ChildProcess[] = [];

  /** `folder` holds the kubeconfig as `config`; see {@link createKubectl}. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A private HOME, so that neither user settings nor cached discovery apply. */
  get #env(): NodeJS.ProcessEnv {
    return { ...process.env, HOME: this.#folder, KUBECONFIG: join(this.#folder, 'config') };
  }

  /** Runs to the end with `input` on stdin. */
  run(args: readonly string[], input = ''): Promise<Ran> {
    return new Promise((resolve) => {
      const child = execFile('kubectl', args, { env: this.#env }, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ code, stdout, stderr });
      });
      child.stdin?.end(input);
    });
  }

  /** Starts a command that keeps running. */
  start(args: readonly string[]): ChildProcess {
    const child = spawn('kubectl', args, { env: this.#env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.#children.push(child);
    return child;
  }

  /** Runs on a 100 x 30 terminal, types `input` when `prompt` appears, and resolves to all output. */
  runOnTerminal(
    args: readonly string[],
    prompt: string,
    input: string,
  ): Promise<{ code: number; output: string }> {
    return new Promise((resolve) => {
      const terminal = spawnPty('kubectl', [...args], { cols: 100, rows: 30, env: this.#env });
      let output = '';
      let typed = false;
      terminal.onData((data) => {
        output += data;
        if (typed || !output.includes(prompt)) return;
        typed = true;
        terminal.write(input);
      });
      terminal.onExit(({ exitCode }) => resolve({ code: exitCode, output }));
    });
  }

  async dispose(): Promise<void> {
    for (const child of this.#children) child.kill();
    await rm(this.#folder, { recursive: true });
  }
}

/** A kubectl with its own kubeconfig and HOME. */
export async function createKubectl(kubeconfig: string): Promise<Kubectl> {
  const folder = await mkdtemp(join(tmpdir(), 'podshell-kubectl-'));
  await writeFile(join(folder, 'config'), kubeconfig, { mode: 0o600 });
  return new Kubectl(folder);
}
