/** A process without a terminal, with up to three pipes. */

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { Socket } from 'node:net';
import { constants } from 'node:os';
import { commandOf, signalQuietly, signalTarget } from './enter.ts';
import type { FifoPool } from './fifo-pool.ts';
import { ReadBuffers } from './output-reader.ts';
import type { ContainerProcess, OutputStream, ProcessListener, ProcessSpec } from './process.ts';

/** The size of a real kubelet's copy buffer, so that frames have the recorded lengths. */
const READ_BYTES = 32 * 1024;

export class PipeProcess implements ContainerProcess {
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #listener: ProcessListener;
  readonly #entered: boolean;
  readonly #stdin: Socket | undefined;
  readonly #outputs: Socket[] = [];
  #open = 0;
  #exitCode: number | undefined;
  #paused = false;

  /** Starts the process. @throws Error if it cannot start */
  constructor(pipes: FifoPool, spec: ProcessSpec, listener: ProcessListener) {
    this.#listener = listener;
    const stdin = spec.stdin ? pipes.input() : undefined;
    const stdout = spec.stdout ? pipes.output() : undefined;
    const stderr = spec.stderr ? pipes.output() : undefined;
    const all = [stdin, stdout, stderr].filter((pipe) => pipe !== undefined);
    try {
      const { file, args, options } = commandOf(spec);
      this.#entered = spec.enter !== undefined;
      this.#child = spawn(file, args, {
        ...options,
        env: spec.env as NodeJS.ProcessEnv,
        // In its own session, so that Ctrl-C in the demo cluster's terminal does not reach it.
        detached: true,
        stdio: [stdin?.childFd ?? 'ignore', stdout?.childFd ?? 'ignore', stderr?.childFd ?? 'ignore'],
      });
    } finally {
      for (const pipe of all) closeSync(pipe.childFd);
    }
    if (this.#child.pid === undefined) {
      for (const pipe of all) closeSync(pipe.ownFd);
      this.#child.on('error', () => {});
      throw new Error(`${spec.program} cannot be started`);
    }
    this.pid = this.#child.pid;
    this.#child.on('exit', (code, signal) => {
      this.#exitCode = signal === null ? (code ?? 0) : 128 + constants.signals[signal];
      listener.onExit?.();
      this.#endWhenDone();
    });
    if (stdin) this.#stdin = this.#openInput(stdin.ownFd);
    if (stdout) this.#openOutput('stdout', stdout.ownFd);
    if (stderr) this.#openOutput('stderr', stderr.ownFd);
  }

  write(bytes: Buffer): boolean {
    if (!this.#stdin?.writable) return true;
    return this.#stdin.write(bytes);
  }

  endInput(): void {
    this.#stdin?.end();
  }

  resize(): void {}

  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    for (const output of this.#outputs) output.pause();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    for (const output of this.#outputs) output.resume();
  }

  signal(signal: NodeJS.Signals): void {
    if (this.#exitCode === undefined) signalQuietly(signalTarget(this.pid, this.#entered), signal);
  }

  release(): void {
    for (const output of this.#outputs) output.destroy();
  }

  #openInput(fd: number): Socket {
    const socket = new Socket({ fd, readable: false, writable: true });
    socket.on('drain', () => this.#listener.onInputDrain());
    // The process closed its input: queued bytes are lost, as in a shell pipe.
    socket.on('error', () => this.#listener.onInputDrain());
    return socket;
  }

  #openOutput(stream: OutputStream, fd: number): void {
    const buffers = new ReadBuffers(READ_BYTES);
    const socket = new Socket({
      fd,
      readable: true,
      writable: false,
      onread: {
        buffer: () => buffers.room(),
        callback: (bytes) => {
          this.#listener.onOutput(stream, buffers.take(bytes));
          return !this.#paused;
        },
      },
    });
    this.#open++;
    this.#outputs.push(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#open--;
      this.#endWhenDone();
    });
    socket.resume();
  }

  /** As in a real container, children that hold the pipes keep the stream open after the exit. */
  #endWhenDone(): void {
    if (this.#exitCode === undefined || this.#open > 0) return;
    this.#stdin?.destroy();
    this.#listener.onEnd(this.#exitCode);
  }
}
