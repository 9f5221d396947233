/** A process on its own pseudo-terminal. */

import { closeSync, readSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import type { Clock } from '../clock.ts';
import { signalQuietly, signalTarget } from './enter.ts';
import { ReadBuffers } from './output-reader.ts';
import type { ContainerProcess, ProcessListener, ProcessSpec, TerminalSize } from './process.ts';
import type { PtyBinding } from './pty-binding.ts';
import { PtyInput } from './pty-input.ts';
import { startDirectly, startInside } from './pty-start.ts';

/** The usual size of one read from a Linux pseudo-terminal. After a full read libuv reads again at once. */
const READ_BYTES = 4095;
/** Limit for output read after the exit: more than the kernel buffers; children may write for ever. */
const LAST_BYTES = 1024 * 1024;

type Progress =
  /**
   * We hold the terminal, too: many programs close it just before they exit, and without `slaveFd` the stream would then
   * end and close the master. The hang-up would kill the program: exit code 129 instead of its own.
   */
  | { readonly kind: 'running'; readonly slaveFd: number }
  /** The leader has exited; some of its output is unread. */
  | { readonly kind: 'exited'; readonly exitCode: number; readonly bytesLeft: number }
  | { readonly kind: 'ended' };

export class PtyProcess implements ContainerProcess {
  readonly pid: number;
  readonly #binding: PtyBinding;
  readonly #fd: number;
  readonly #entered: boolean;
  readonly #listener: ProcessListener;
  readonly #stream: ReadStream;
  readonly #buffers = new ReadBuffers(READ_BYTES);
  readonly #input: PtyInput;
  #progress: Progress;
  #paused = false;

  /** Starts the process. Without `size` the terminal is 0 x 0. @throws Error if the fork fails */
  constructor(
    binding: PtyBinding,
    clock: Clock,
    spec: ProcessSpec,
    size: TerminalSize | undefined,
    listener: ProcessListener,
  ) {
    this.#binding = binding;
    this.#listener = listener;
    this.#entered = spec.enter !== undefined;
    const start = this.#entered ? startInside : startDirectly;
    const { pid, masterFd, slaveFd } = start(binding, spec, size, (exitCode) => this.#onExit(exitCode));
    this.pid = pid;
    this.#fd = masterFd;
    this.#progress = { kind: 'running', slaveFd };
    this.#input = new PtyInput(masterFd, clock, () => listener.onInputDrain());
    this.#stream = new ReadStream(masterFd, {
      onread: {
        buffer: () => this.#buffers.room(),
        callback: (bytes) => {
          this.#deliver(bytes);
          return !this.#paused;
        },
      },
    });
    // EIO: no process holds the terminal any more. Comes only after the exit, since `slaveFd` holds it until then.
    this.#stream.on('error', () => this.#input.close());
    this.#stream.on('close', () => this.#onClosed());
    this.#stream.resume();
  }

  write(bytes: Buffer): boolean {
    return this.#input.write(bytes);
  }

  endInput(): void {}

  resize(size: TerminalSize): void {
    if (this.#progress.kind === 'running') this.#binding.resize(this.#fd, size.cols, size.rows);
  }

  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    if (this.#progress.kind === 'running') this.#stream.pause();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    if (this.#progress.kind === 'running') this.#stream.resume();
    else this.#drain();
  }

  signal(signal: NodeJS.Signals): void {
    if (this.#progress.kind !== 'running') return;
    signalQuietly(signalTarget(this.pid, this.#entered), signal);
  }

  release(): void {
    if (this.#progress.kind === 'exited') this.#hangUp();
  }

  #deliver(bytes: number): void {
    this.#listener.onOutput('stdout', this.#buffers.take(bytes));
  }

  #onClosed(): void {
    if (this.#progress.kind !== 'exited') return;
    const { exitCode } = this.#progress;
    this.#progress = { kind: 'ended' };
    this.#listener.onEnd(exitCode);
  }

  #onExit(exitCode: number): void {
    if (this.#progress.kind !== 'running') return;
    closeSync(this.#progress.slaveFd);
    this.#progress = { kind: 'exited', exitCode, bytesLeft: LAST_BYTES };
    this.#listener.onExit?.();
    // Read directly from here on: the stream never ends while a child keeps the terminal open.
    this.#stream.pause();
    this.#drain();
  }

  /** Reads the remaining output after the exit, unless the listener pauses. */
  #drain(): void {
    while (!this.#paused && this.#progress.kind === 'exited') {
      const bytes = this.#progress.bytesLeft > 0 ? this.#readNow() : 0;
      if (bytes === 0) {
        this.#hangUp();
        return;
      }
      this.#progress = { ...this.#progress, bytesLeft: this.#progress.bytesLeft - bytes };
      this.#deliver(bytes);
    }
  }

  #hangUp(): void {
    this.#input.close();
    if (this.#stream.closed) this.#onClosed();
    else this.#stream.destroy();
  }

  /** 0: no output now, or no writer left. */
  #readNow(): number {
    if (this.#stream.destroyed) return 0;
    try {
      return readSync(this.#fd, this.#buffers.room());
    } catch {
      return 0;
    }
  }
}
