/** A process on a pseudo-terminal of its own. */

import { closeSync, constants, openSync, readSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import type { Clock } from '../clock.ts';
import { ReadBuffers } from './output-reader.ts';
import type { ContainerProcess, ProcessListener, ProcessSpec, TerminalSize } from './process.ts';
import type { PtyBinding } from './pty-binding.ts';
import { PtyInput } from './pty-input.ts';

/** What one read of a Linux pseudo-terminal mostly brings; a full read makes libuv read again at once. */
const READ_BYTES = 4095;
/** Children may write for ever after their leader's exit; what the kernel held at the exit is less than this. */
const LAST_BYTES = 1024 * 1024;

type Progress =
  | { readonly kind: 'running'; readonly slaveFd: number }
  /** The leader is gone; some of its output is unread. */
  | { readonly kind: 'exited'; readonly exitCode: number; readonly bytesLeft: number }
  | { readonly kind: 'ended' };

export class PtyProcess implements ContainerProcess {
  readonly pid: number;
  readonly #binding: PtyBinding;
  readonly #fd: number;
  readonly #listener: ProcessListener;
  readonly #stream: ReadStream;
  readonly #buffers = new ReadBuffers(READ_BYTES);
  readonly #input: PtyInput;
  #progress: Progress;
  #paused = false;

  /** Starts the process. Without `size` the terminal is 0 x 0. @throws Error when it cannot be forked */
  constructor(
    binding: PtyBinding,
    clock: Clock,
    spec: ProcessSpec,
    size: TerminalSize | undefined,
    listener: ProcessListener,
  ) {
    this.#binding = binding;
    this.#listener = listener;
    const env = Object.entries(spec.env).map(([name, value]) => `${name}=${value}`);
    const forked = binding.fork(
      spec.program,
      [...spec.args],
      env,
      spec.cwd,
      size?.cols ?? 0,
      size?.rows ?? 0,
      -1,
      -1,
      false,
      '',
      (exitCode, signal) => this.#onExit(signal > 0 ? 128 + signal : exitCode),
    );
    this.pid = forked.pid;
    this.#fd = forked.fd;
    // Many programs close their terminal a moment before they exit. If nobody held it then, the stream below would
    // end and close the master, and the hang-up would kill the program: exit code 129 instead of its own.
    const slaveFd = openSync(forked.pty, constants.O_RDWR | constants.O_NOCTTY);
    this.#progress = { kind: 'running', slaveFd };
    this.#input = new PtyInput(forked.fd, clock, () => listener.onInputDrain());
    this.#stream = new ReadStream(forked.fd, {
      onread: {
        buffer: () => this.#buffers.room(),
        callback: (bytes) => {
          this.#deliver(bytes);
          return !this.#paused;
        },
      },
    });
    // EIO is how the kernel says that nobody holds the terminal any more, and comes after the exit only.
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
    try {
      process.kill(this.pid, signal);
    } catch {
      // Gone between its exit and the report of it.
    }
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
    // From here it is read by hand: the stream's end may never come when a child keeps the terminal.
    this.#stream.pause();
    this.#drain();
  }

  /** Reads what is left after the exit, as far as the listener wants it. */
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

  /** 0: nothing there, or nobody left who could write. */
  #readNow(): number {
    if (this.#stream.destroyed) return 0;
    try {
      return readSync(this.#fd, this.#buffers.room());
    } catch {
      return 0;
    }
  }
}
