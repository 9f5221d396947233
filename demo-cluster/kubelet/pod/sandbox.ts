/** One run of a container, from start to exit: its id, its private directory and its processes. */

import { randomBytes } from 'node:crypto';
import { CONTAINER_MARKER, environmentFor } from '../image/environment.ts';
import type { Image } from '../image/images.ts';
import { resolveCommand } from '../image/resolve-command.ts';
import { makeRootDirectory, type RootDirectory } from '../image/root-directory.ts';
import { ContainerNamespaces } from '../isolation/container-namespaces.ts';
import { terminalNotice } from '../isolation/notice.ts';
import { continueEntered } from '../process/enter.ts';
import type { ContainerProcess, ProcessListener, ProcessSpec, TerminalSize } from '../process/process.ts';
import type { NodeParts } from './node-parts.ts';

/** A process to start in a container. */
export interface LaunchSpec {
  readonly command: readonly string[];
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly tty: boolean;
}

export interface SandboxParts {
  readonly node: NodeParts;
  readonly image: Image;
  readonly hostname: string;
  /** Emptied and filled from the image. */
  readonly directory: string;
  /** `env` of the container's spec. */
  readonly declaredEnv: unknown;
}

const KILL_TIMEOUT_MS = 1500;

export class Sandbox {
  /** 64 hex digits. */
  readonly id = randomBytes(32).toString('hex');
  readonly #parts: SandboxParts;
  readonly #root: RootDirectory;
  #namespaces: ContainerNamespaces | undefined;
  /** Pids of processes that have not exited. */
  readonly #pids = new Set<number>();
  /** Processes whose output has not ended. */
  readonly #processes = new Set<ContainerProcess>();

  constructor(parts: SandboxParts) {
    this.#parts = parts;
    const { directory, image, hostname, node } = parts;
    this.#root = makeRootDirectory(directory, image, hostname, node.images, node.isolation);
  }

  /** Starts a process. Returns a string, the message of runc, if it cannot start. */
  launch(
    { command, tty, ...streams }: LaunchSpec,
    size: TerminalSize | undefined,
    listener: ProcessListener,
  ): ContainerProcess | string {
    const resolved = resolveCommand(this.#root, command);
    if (resolved.kind === 'failed') return resolved.reason;
    const { image, hostname, declaredEnv } = this.#parts;
    const environment = { root: this.#root, image, hostname, containerId: this.id, declared: declaredEnv };
    try {
      const spec: ProcessSpec = {
        ...streams,
        enter: this.#enter()?.enter(tty),
        program: resolved.program,
        args: command.slice(1),
        cwd: this.#root.path,
        env: environmentFor(environment, resolved.program, tty),
      };
      return this.#spawn(spec, tty, size, listener);
    } catch (error) {
      return `unable to start container process: ${(error as Error).message}`;
    }
  }

  /** Kills every process of the container. Resolves when none is left or the kill timeout is over. */
  async killAll(): Promise<void> {
    if (this.#namespaces !== undefined) {
      await this.#namespaces.kill();
      for (const pid of this.#pids) continueEntered(pid);
      return;
    }
    const traces = {
      environment: `${CONTAINER_MARKER}=${this.id}`,
      pids: this.#pids,
    };
    await this.#parts.node.reaper.kill(traces, KILL_TIMEOUT_MS);
  }

  /** Closes the output of exited processes, even if another process holds the other end. */
  release(): void {
    for (const process of this.#processes) process.release();
  }

  /** The namespaces, made by the first process; undefined without isolation. @throws Error if they cannot be made */
  #enter(): ContainerNamespaces | undefined {
    const { isolation } = this.#parts.node;
    if (isolation.kind === 'none') return undefined;
    const { path: root, bin: programs } = this.#root;
    this.#namespaces ??= ContainerNamespaces.start(isolation, {
      root,
      programs,
      hostname: this.#parts.hostname,
    });
    return this.#namespaces;
  }

  #spawn(
    spec: ProcessSpec,
    tty: boolean,
    size: TerminalSize | undefined,
    listener: ProcessListener,
  ): ContainerProcess {
    const process: ContainerProcess = this.#parts.node.spawn(spec, tty, size, {
      onOutput: (stream, chunk) => listener.onOutput(stream, chunk),
      onInputDrain: () => listener.onInputDrain(),
      onExit: () => {
        this.#pids.delete(process.pid);
        this.#parts.node.stopped.remove(process.pid);
        listener.onExit?.();
      },
      onEnd: (exitCode) => {
        this.#processes.delete(process);
        listener.onEnd(exitCode);
      },
    });
    this.#pids.add(process.pid);
    if (spec.enter !== undefined) this.#parts.node.stopped.add(process.pid);
    this.#processes.add(process);
    const { isolation, isolationNotice } = this.#parts.node;
    if (tty && isolationNotice && isolation.kind === 'none') {
      listener.onOutput('stdout', terminalNotice(isolation.reason));
    }
    return process;
  }
}
