/** One container of a pod: its state, its main process, and the logs of the current and the previous run. */

import type { ContainerSpec } from '#demo-cluster/ports.ts';
import { commandLine, type Image, imageFor } from '../image/images.ts';
import { LogStore } from '../log/log-store.ts';
import type { ContainerProcess, ProcessListener, TerminalSize } from '../process/process.ts';
import { Attachments } from './attachments.ts';
import type { ContainerState, TerminatedState } from './container-state.ts';
import type { NodeParts } from './node-parts.ts';
import { type LaunchSpec, Sandbox } from './sandbox.ts';

export type ContainerRole = 'init' | 'main' | 'ephemeral';

export interface ContainerParts {
  readonly node: NodeParts;
  readonly spec: ContainerSpec;
  readonly role: ContainerRole;
  readonly hostname: string;
  /** The waiting reason before the first start. */
  readonly firstReason: 'ContainerCreating' | 'PodInitializing';
  /** Path of its private directory, made at each start. */
  readonly directory: string;
  /** The main process has exited and all others are killed; see `state`. */
  readonly onExit: () => void;
}

const LOG_BYTES = 4 * 1024 * 1024;
/** After a kill the output ends at once, unless a process outside the container holds the pipe. */
const RELEASE_MS = 200;
/** The exit code that containerd reports for a process that could not start. */
const START_ERROR_CODE = 128;
const NOT_RUNNING = 'cannot exec in a stopped container';

export class Container {
  readonly spec: ContainerSpec;
  readonly role: ContainerRole;
  readonly #parts: ContainerParts;
  readonly #image: Image;
  readonly #attachments = new Attachments();
  #state: ContainerState;
  #lastState: TerminatedState | undefined;
  #restartCount = 0;
  #sandbox: Sandbox | undefined;
  /** Undefined after its exit. */
  #main: ContainerProcess | undefined;
  /** Resolves when the main process and its output have ended. */
  #ended: Promise<void> = Promise.resolve();
  #log: LogStore | undefined;
  #previousLog: LogStore | undefined;

  constructor(parts: ContainerParts) {
    this.#parts = parts;
    this.spec = parts.spec;
    this.role = parts.role;
    this.#image = imageFor(parts.spec.image);
    this.#state = { kind: 'waiting', reason: parts.firstReason };
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
    return this.#sandbox?.id;
  }

  /** The log of the current run or, between two runs, of the last one. */
  get log(): LogStore | undefined {
    return this.#log;
  }

  /** The log of the run before that. */
  get previousLog(): LogStore | undefined {
    return this.#previousLog;
  }

  get running(): boolean {
    return this.#state.kind === 'running';
  }

  /** Starts the main process, the first time or again. */
  start(): void {
    const { node, hostname, directory, spec } = this.#parts;
    if (this.#state.kind === 'terminated') this.#lastState = this.#state;
    if (this.#sandbox !== undefined) this.#restartCount++;
    this.#previousLog = this.#log;
    const log = new LogStore(node.clock, LOG_BYTES);
    const sandbox = new Sandbox({ node, image: this.#image, hostname, directory, declaredEnv: spec.env });
    this.#log = log;
    this.#sandbox = sandbox;
    const launch: LaunchSpec = {
      command: commandLine(this.#image, spec),
      stdin: spec.stdin === true,
      stdout: true,
      stderr: true,
      tty: spec.tty === true,
    };
    const startedAt = node.clock.now();
    const main = sandbox.launch(launch, undefined, this.#mainListener(sandbox, log));
    if (typeof main === 'string') {
      log.end();
      this.#terminate(START_ERROR_CODE, 'StartError', 0, `failed to create containerd task: ${main}`);
      return;
    }
    this.#main = main;
    this.#state = { kind: 'running', startedAt };
  }

  /** Sets the waiting reason between two runs. */
  wait(reason: string, message: string): void {
    if (this.#state.kind === 'terminated') this.#lastState = this.#state;
    this.#state = { kind: 'waiting', reason, message };
  }

  /** Starts another process in the container. Returns a string, the reason, if it cannot start. */
  exec(
    launch: LaunchSpec,
    size: TerminalSize | undefined,
    listener: ProcessListener,
  ): ContainerProcess | string {
    if (this.#main === undefined || this.#sandbox === undefined) return NOT_RUNNING;
    return this.#sandbox.launch(launch, size, listener);
  }

  /** Attaches to the main process: its output from now on, and its input if it is open. */
  attach(listener: ProcessListener): ContainerProcess | string {
    if (this.#main === undefined) return NOT_RUNNING;
    return this.#attachments.join(this.#main, listener, this.spec.stdinOnce === true);
  }

  /** Removes a listener. */
  detach(listener: ProcessListener): void {
    this.#attachments.leave(listener);
  }

  /** Signals the main process alone, as the kubelet does before it kills. */
  signal(signal: NodeJS.Signals): void {
    this.#main?.signal(signal);
  }

  /** Kills every process of the container. Resolves when none is left or the kill timeout is over. */
  async kill(): Promise<void> {
    await this.#sandbox?.killAll();
    await new Promise<void>((resolve) => {
      const cancel = this.#parts.node.clock.after(RELEASE_MS, resolve);
      void this.#ended.then(cancel).then(resolve);
    });
  }

  /** Closes the output of exited processes. For the shutdown of the kubelet. */
  release(): void {
    this.#sandbox?.release();
  }

  #mainListener(sandbox: Sandbox, log: LogStore): ProcessListener {
    const ended = Promise.withResolvers<void>();
    this.#ended = ended.promise;
    let othersGone = Promise.resolve();
    return {
      onOutput: (stream, chunk) => {
        log.append(stream, chunk);
        this.#attachments.onOutput(stream, chunk);
      },
      onInputDrain: () => this.#attachments.onInputDrain(),
      // As in a pid namespace, the exit of the main process ends all others.
      onExit: () => {
        this.#main = undefined;
        this.#attachments.onExit();
        othersGone = sandbox.killAll();
      },
      onEnd: (exitCode) => {
        log.end();
        const startedAt = this.#state.kind === 'running' ? this.#state.startedAt : 0;
        this.#terminate(exitCode, exitCode === 0 ? 'Completed' : 'Error', startedAt);
        this.#attachments.onEnd();
        ended.resolve();
        void othersGone.then(this.#parts.onExit);
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
      finishedAt: this.#parts.node.clock.now(),
      containerId: this.#sandbox?.id ?? '',
    };
  }
}
