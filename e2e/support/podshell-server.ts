/** The production server as its own process, as users run it, or as several replicas. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endChild, withoutSettings } from '#scripts/child-process.ts';
import { allOf, planReplicas, type ReplicaPlan } from './replica-plan.ts';

const root = join(import.meta.dirname, '..', '..');

/** How long a server may take to print its address, in milliseconds. */
const START_MS = 60_000;

/** Time after SIGTERM before SIGKILL, in milliseconds. */
const STOP_MS = 5_000;

export interface PodshellServerOptions {
  readonly kubeconfig: string;
  /** More settings of the server. */
  readonly env?: Readonly<Record<string, string>>;
  /** Under which it is reached, for instance `/podshell`. */
  readonly basePath?: string;
}

export class PodshellServer {
  /** With the base path. */
  readonly url: string;
  readonly port: number;
  readonly #plan: ReplicaPlan;
  readonly #launch: () => Promise<readonly ChildProcess[]>;
  /** The server's own state directory, so that no other server finds its shells and nothing is left in the home directory. */
  readonly #stateDirectory: string;
  #children: readonly ChildProcess[];

  private constructor(
    plan: ReplicaPlan,
    basePath: string,
    stateDirectory: string,
    launch: () => Promise<readonly ChildProcess[]>,
    children: readonly ChildProcess[],
  ) {
    this.port = plan.port;
    this.url = addressOf(plan.port, basePath);
    this.#plan = plan;
    this.#stateDirectory = stateDirectory;
    this.#launch = launch;
    this.#children = children;
  }

  /** @throws Error with the server's output when it ends before it listens */
  static async start({ kubeconfig, env, basePath = '' }: PodshellServerOptions): Promise<PodshellServer> {
    const plan = await planReplicas();
    const stateDirectory = await mkdtemp(join(tmpdir(), 'podshell-e2e-state-'));
    const settings = {
      PODSHELL_STATE_DIR: stateDirectory,
      ...(basePath === '' ? {} : { PODSHELL_PUBLIC_URL: addressOf(plan.port, basePath) }),
      ...env,
    };
    const launchAll = () =>
      allOf(
        plan.replicas.map((own) => launch(kubeconfig, { ...own, ...settings })),
        (child) => endChild(child, STOP_MS, 'SIGKILL'),
      );
    try {
      return new PodshellServer(plan, basePath, stateDirectory, launchAll, await launchAll());
    } catch (error) {
      await plan.dispose();
      await rm(stateDirectory, { recursive: true, force: true });
      throw error;
    }
  }

  /** Kills the process, as a crash would, and starts another on the same port. Of several, all. */
  async replace(): Promise<void> {
    await this.#end('SIGKILL');
    this.#children = await this.#launch();
  }

  /** Stops the process as SIGSTOP does: connections stay open, and nothing is answered. */
  freeze(): void {
    for (const child of this.#children) child.kill('SIGSTOP');
  }

  thaw(): void {
    for (const child of this.#children) child.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    this.thaw();
    await this.#end('SIGTERM');
    await this.#plan.dispose();
    await rm(this.#stateDirectory, { recursive: true, force: true });
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    await Promise.all(this.#children.map((child) => endChild(child, STOP_MS, signal)));
  }
}

function addressOf(port: number, basePath: string): string {
  return `http://127.0.0.1:${port}${basePath}`;
}

async function launch(
  kubeconfig: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['server/main.mjs'], {
    cwd: root,
    env: {
      ...withoutSettings(process.env),
      NODE_ENV: 'production',
      PODSHELL_DRAIN_SECONDS: '0',
      PODSHELL_LOG_LEVEL: 'warn',
      // Clusters for tests pull nothing: they have this image, and in the demo cluster every image is there.
      PODSHELL_DEBUG_IMAGES: 'localhost/debug:1',
      ...env,
      HOST: '127.0.0.1',
      KUBECONFIG: kubeconfig,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = createInterface({ input: child.stdout });
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.push(text);
    process.stderr.write(text);
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), START_MS);
  for await (const line of lines) {
    said.push(line);
    if (!line.startsWith('Podshell is at ')) continue;
    clearTimeout(timer);
    // Later output is not needed, but must not fill the pipe.
    child.stdout.resume();
    return child;
  }
  clearTimeout(timer);
  throw new Error(`The server ended before it listened:\n${said.join('\n')}`);
}
