/** A running server with its clients, the base of most specs. */

import { expect } from '@playwright/test';
import { replicaCount } from '../../support/replica-plan.ts';
import { HttpClient } from './http-client.ts';
import { type Environment, PodshellProcess, type RunningServer } from './podshell-process.ts';
import { ReplicaProcesses } from './replica-processes.ts';
import { type BindOptions, TerminalClient } from './terminal-client.ts';

/** Where and how to open a shell: the parts of the address, and the fields of the body. */
export interface ShellWish {
  readonly namespace?: string;
  readonly pod?: string;
  readonly [field: string]: unknown;
}

export class Podshell {
  readonly process: RunningServer;
  readonly api: HttpClient;
  readonly #terminals: TerminalClient[] = [];

  private constructor(process: RunningServer) {
    this.process = process;
    this.api = new HttpClient(process.url);
  }

  static async start(env: Environment): Promise<Podshell> {
    const server = replicaCount() === 1 ? PodshellProcess : ReplicaProcesses;
    return new Podshell(await server.start({ PODSHELL_DRAIN_SECONDS: '0', ...env }));
  }

  get url(): string {
    return this.process.url;
  }

  /** Issues a session, by default in `team-a/debian`. */
  issue(
    { namespace = 'team-a', pod = 'debian', ...body }: ShellWish = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    return this.api.issue(`/api/pods/${namespace}/${pod}/shell`, body, headers);
  }

  async bind(sessionId: string, options: BindOptions = {}): Promise<TerminalClient> {
    const terminal = await TerminalClient.bind(this.url, sessionId, options);
    this.#terminals.push(terminal);
    return terminal;
  }

  /** Opens a new terminal that is bound. */
  async open(wish: ShellWish = {}, options: BindOptions = {}): Promise<TerminalClient> {
    return this.bind(await this.issue(wish), options);
  }

  /** Runs a shell script in a container to its end; returns its output with lines ended by `\n`. */
  async script(script: string, wish: ShellWish = {}, ...args: readonly string[]): Promise<string> {
    const terminal = await this.open({ ...wish, command: ['sh', '-c', script, 'sh', ...args] });
    await terminal.exit();
    return terminal.text.replaceAll('\r\n', '\n');
  }

  /** Those of the pids that run in a container. */
  async living(pids: readonly number[], wish: ShellWish = {}): Promise<readonly number[]> {
    const script = 'for pid do kill -0 "$pid" 2>/dev/null && echo "$pid"; done; true';
    const found = await this.script(script, wish, ...pids.map(String));
    return found.split('\n').filter(Boolean).map(Number);
  }

  /** Waits until all of the processes are gone. */
  async gone(pids: readonly number[], wish: ShellWish = {}): Promise<void> {
    expect(pids.length).toBeGreaterThan(0);
    await expect.poll(() => this.living(pids, wish), { message: 'processes are gone' }).toEqual([]);
  }

  /** The session as the server lists it; undefined when it does not exist. */
  async session(sessionId: string): Promise<Record<string, unknown> | undefined> {
    const { items } = (await this.api.get('/api/sessions')).json() as { items: Record<string, unknown>[] };
    return items.find((item) => item.sessionId === sessionId);
  }

  /** Waits until the pods for shells are running. */
  async podsRun(): Promise<void> {
    for (const pod of ['debian', 'busybox', 'distroless', 'multi']) {
      const status = async () => (await this.api.get(`/api/pods/team-a/${pod}`)).json().status;
      await expect.poll(status, { message: `${pod} runs`, intervals: [50] }).toBe('Running');
    }
  }

  /** Breaks every connection that a test left open. */
  cutAll(): void {
    for (const terminal of this.#terminals.splice(0)) terminal.line.cut();
  }

  async stop(): Promise<void> {
    this.cutAll();
    await this.process.stop();
  }
}
