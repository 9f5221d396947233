/** One container of a pod: its main process, the processes that joined it, and its log. */

import { randomBytes } from 'node:crypto';
import type { ContainerSpec } from '#demo-cluster/ports.ts';
import { CONTAINER_MARKER, environmentFor } from '../image/environment.ts';
import { type Image, imageFor } from '../image/images.ts';
import { resolveCommand } from '../image/resolve-command.ts';
import { makeRootDirectory, type RootDirectory } from '../image/root-directory.ts';
import { LogStore } from '../log/log-store.ts';
import type { ContainerProcess, ProcessListener, ProcessSpec, TerminalSize } from '../process/process.ts';
import { killProcesses } from '../process/process-table.ts';
import { Attachments } from './attachments.ts';
import type { ContainerState, TerminatedState } from './container-state.ts';
import type { NodeParts } from './node-parts.ts';

export type ContainerRole = 'init' | 'main' | 'ephemeral';

/** What to run besides the main process. */
export interface ExecSpec {
  readonly command: readonly string[];
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly tty: boolean;
}

const LOG_BYTES = 4 * 1024 * 1024;
const KILL_TIMEOUT_MS = 2000;

export class Container {
  readonly spec: ContainerSpec;
  readonly role: ContainerRole;
  readonly image: Image;
  readonly #node: NodeParts;
  readonly #hostname: string;
  readonly #directory: string;
  readonly #onExit: () => void;
  readonly #attachments = new Attachments();
  readonly #pids = new Set<number>();
  #state: ContainerState = { kind: 'waiting', reason: 'ContainerCreating' };
  #lastState: TerminatedState | undefined;
  #restartCount = 0;
  #containerId: string | undefined;
  #root: RootDirectory | undefined;
  #process: ContainerProcess | undefined;
  #log: LogStore | undefined;
  #previousLog: LogStore | undefined;

  /** `directory` becomes its private directory. `onExit`: the main process ended, and all others with it. */
  constructor(
    node: NodeParts,
    spec: ContainerSpec,
    role: ContainerRole,
    hostname: string,
    directory: string,
    onExit: () => void,
  ) {
    this.#node = node;
    this.spec = spec;
    this.role = role;
    this.image = imageFor(spec.image);
    this.#hostname = hostname;
    this.#directory = directory;
    this.#onExit = onExit;
  }

  get state(): ContainerState {
    return this.#state;
  }

  get lastState(): TerminatedState | undefined {
    return this.#lastState;
  }

  get restartCount(): number {
    return this.#restartCount;
  }

  /** 64 hex digits, new with every start; undefined before the first. */
  get containerId(): string | undefined {
    return this.#containerId;
  }

  /** Of the present or, between two starts, the last main process. */
  get log(): LogStore | undefined {
    return this.#log;
  }

  /** Of the main process before. */
  get previousLog(): LogStore | undefined {
    return this.#previousLog;
  }

  get running(): boolean {
    return this.#state.kind === 'running';
  }

  /** Starts the main process, the first time or again. */
  start(): void {
    if (this.#state.kind === 'terminated') this.#lastState = this.#state;
    if (this.#containerId !== undefined) this.#restartCount++;
    this.#previousLog = this.#log;
    this.#containerId = randomBytes(32).toString('hex');
    this.#log = new LogStore(this.#node.clock, LOG_BYTES);
    this.#root = makeRootDirectory(this.#directory, this.image, this.#hostname, this.#node.host);
    const stdin = this.spec.stdin === true;
    const command = [...(this.spec.command ?? this.image.command), ...(this.spec.args ?? [])];
    const startedAt = this.#node.clock.now();
    const streams = { stdin, stdout: true, stderr: true, tty: this.spec.tty === true };
    const started = this.#launch({ ...streams, command }, undefined, this.#mainListener(this.#log));
    if (typeof started === 'string') {
      this.#log.end();
      this.#terminate(128, 'StartError', 0, `failed to create containerd task: ${started}`);
      this.#node.clock.after(0, this.#onExit);
      return;
    }
    this.#process = started;
    this.#state = { kind: 'running', startedAt };
  }

  /** Says why it is not running between two starts. */
  wait(reason: string, message: string): void {
    if (this.#state.kind === 'terminated') this.#lastState = this.#state;
    this.#state = { kind: 'waiting', reason, message };
  }

  /** Starts another process in the container. A string: the reason why it cannot start. */
  exec(spec: ExecSpec, size: TerminalSize | undefined, listener: ProcessListener): ContainerProcess | string {
    return this.#launch(spec, size, listener);
  }

  /** Joins the main process: its output from now on, and its input if it has one. */
  attach(listener: ProcessListener): ContainerProcess | string {
    if (this.#process === undefined) return 'container is not running';
    return this.#attachments.join(this.#process, listener);
  }

  /** Takes a listener out again. */
  detach(listener: ProcessListener): void {
    this.#attachments.leave(listener);
  }

  /** Signals the main process alone, as the kubelet does before it kills. */
  signal(signal: NodeJS.Signals): void {
    this.#process?.signal(signal);
  }

  /** Kills every process of the container. Resolves when none is left, or none that can be ended. */
  async kill(): Promise<void> {
    if (this.#containerId === undefined) return;
    const entries = new Set([`${CONTAINER_MARKER}=${this.#containerId}`]);
    await killProcesses(this.#node.clock, entries, () => this.#pids, KILL_TIMEOUT_MS);
  }

  #launch(
    { command, tty, ...streams }: ExecSpec,
    size: TerminalSize | undefined,
    listener: ProcessListener,
  ): ContainerProcess | string {
    const root = this.#root;
    if (root === undefined || this.#containerId === undefined) return 'container is not running';
    const resolved = resolveCommand(root, command);
    if (resolved.kind === 'failed') return resolved.reason;
    const environment = {
      root,
      image: this.image,
      hostname: this.#hostname,
      containerId: this.#containerId,
      declared: this.spec.env,
    };
    const spec: ProcessSpec = {
      ...streams,
      program: resolved.program,
      args: command.slice(1),
      cwd: root.path,
      env: environmentFor(environment, resolved.program, tty),
    };
    return this.#spawn(spec, tty, size, listener);
  }

  #spawn(
    spec: ProcessSpec,
    tty: boolean,
    size: TerminalSize | undefined,
    listener: ProcessListener,
  ): ContainerProcess | string {
    let pid = 0;
    const counted: ProcessListener = {
      onOutput: (stream, chunk) => listener.onOutput(stream, chunk),
      onInputDrain: () => listener.onInputDrain(),
      onExit: () => {
        this.#pids.delete(pid);
        listener.onExit?.();
      },
      onEnd: (exitCode) => listener.onEnd(exitCode),
    };
    try {
      const process = this.#node.spawn(spec, tty, size, counted);
      pid = process.pid;
      this.#pids.add(pid);
      return process;
    } catch (error) {
      return `unable to start container process: ${(error as Error).message}`;
    }
  }

  #mainListener(log: LogStore): ProcessListener {
    let othersGone = Promise.resolve();
    return {
      onOutput: (stream, chunk) => {
        log.append(stream, chunk);
        this.#attachments.onOutput(stream, chunk);
      },
      onInputDrain: () => this.#attachments.onInputDrain(),
      // The rest of a pid namespace dies with its first process.
      onExit: () => {
        othersGone = this.kill();
      },
      onEnd: (exitCode) => {
        log.end();
        this.#process = undefined;
        const startedAt = this.#state.kind === 'running' ? this.#state.startedAt : 0;
        this.#terminate(exitCode, exitCode === 0 ? 'Completed' : 'Error', startedAt);
        this.#attachments.onEnd();
        void othersGone.then(this.#onExit);
      },
    };
  }

  #terminate(exitCode: number, reason: string, startedAt: number, message?: string): void {
    this.#state = {
      kind: 'terminated',
      exitCode,
      reason,
      ...(message === undefined ? {} : { message }),
      startedAt,
      finishedAt: this.#node.clock.now(),
      containerId: this.#containerId ?? '',
    };
  }
}
