/** The production server as an operator sees it: settings, signals, exit code and output. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { bareEnvironment } from './environment.ts';
import { Waiting } from './waiting.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** How long a server may take to print its address, in milliseconds. */
const START_MS = 30_000;

/** How long a server may take to end, in milliseconds; longer than any test's setting. */
const STOP_MS = 20_000;

/** Settings by name. Without `PORT`, a free port is used. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A server, of one process or of several replicas. */
export type RunningServer = Pick<
  PodshellProcess,
  'stdout' | 'stderr' | 'url' | 'pids' | 'signal' | 'closeOutput' | 'exited' | 'logged' | 'stop'
>;

type OutputName = 'stdout' | 'stderr';

export interface LaunchOptions {
  /** Called with each piece of output. */
  readonly onOutput?: (name: OutputName, text: string) => void;
}

export class PodshellProcess {
  /** Its standard output and standard error so far. */
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;
  readonly #waiting = new Waiting();
  #exitCode: number | undefined;

  private constructor(env: Environment, { onOutput }: LaunchOptions = {}) {
    this.#child = spawn(process.execPath, ['server/main.mjs'], {
      cwd: root,
      env: { ...bareEnvironment(), NODE_ENV: 'production', PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const name of ['stdout', 'stderr'] as const) {
      this.#child[name]?.setEncoding('utf8').on('data', (text: string) => {
        this[name] += text;
        onOutput?.(name, text);
        this.#waiting.changed();
      });
    }
    this.#child.once('close', (code) => {
      this.#exitCode = code ?? -1;
      this.#waiting.changed();
    });
  }

  /** Starts a server that may fail to start. */
  static launch(env: Environment): PodshellProcess {
    return new PodshellProcess(env);
  }

  /** Starts a server and waits until it listens. @throws Error with its output when it does not */
  static async start(env: Environment, options?: LaunchOptions): Promise<PodshellProcess> {
    const server = new PodshellProcess(env, options);
    await server.#until('the address', () => (server.url === '' ? undefined : true), START_MS);
    return server;
  }

  /** Empty until it listens. */
  get url(): string {
    return /^Podshell is at (\S+)$/m.exec(this.stdout)?.[1] ?? '';
  }

  get pids(): readonly number[] {
    return [this.#child.pid ?? 0];
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Stops reading its output, as a log collector that died: each write of the server fails from now on. */
  closeOutput(): void {
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }

  /** The exit code, -1 when a signal ended it. */
  exited(timeoutMs = STOP_MS): Promise<number> {
    return this.#until('the end of the server', () => this.#exitCode, timeoutMs);
  }

  /** Waits until its log matches. */
  async logged(wanted: RegExp): Promise<void> {
    await this.#until(`${wanted} in the log`, () => (wanted.test(this.stderr) ? true : undefined));
  }

  async stop(): Promise<void> {
    if (this.#exitCode !== undefined) return;
    this.signal('SIGTERM');
    const force = setTimeout(() => this.signal('SIGKILL'), STOP_MS);
    await once(this.#child, 'close');
    clearTimeout(force);
  }

  #until<T>(what: string, look: () => T | undefined, timeoutMs?: number): Promise<T> {
    return this.#waiting.until(what, look, () => `${this.stdout}${this.stderr}`, timeoutMs);
  }
}
