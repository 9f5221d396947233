/**
 * Pipes between the kubelet and its processes. Node's own are sockets, on which `echo x > /dev/stderr` fails in
 * the container; named pipes behave like the ones of a container runtime.
 */

import { spawnSync } from 'node:child_process';
import { closeSync, constants, mkdirSync, openSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Named pipes made at once, since making one costs as much as making many. */
const BATCH = 48;

/** Both ends of one pipe, to be closed by the caller. */
export interface Pipe {
  /** The end of the child, blocking. */
  readonly childFd: number;
  /** The end of the kubelet, non-blocking. */
  readonly ownFd: number;
}

export class FifoPool {
  readonly #directory: string;
  readonly #ready: string[] = [];
  #made = 0;

  /** `directory` is made, and belongs to the pool. */
  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  /** A pipe from the child to the kubelet. @throws Error when the system gives none */
  output(): Pipe {
    const path = this.#take();
    const ownFd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const childFd = openSync(path, constants.O_WRONLY);
    unlinkSync(path);
    return { childFd, ownFd };
  }

  /** A pipe from the kubelet to the child. @throws Error when the system gives none */
  input(): Pipe {
    const path = this.#take();
    // Opening the reading end alone would wait for a writer, and the other way round.
    const both = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const childFd = openSync(path, constants.O_RDONLY);
    const ownFd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    closeSync(both);
    unlinkSync(path);
    return { childFd, ownFd };
  }

  dispose(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #take(): string {
    const path = this.#ready.pop();
    if (path !== undefined) return path;
    const paths = Array.from({ length: BATCH }, () => join(this.#directory, String(this.#made++)));
    const made = spawnSync('mkfifo', ['-m', '600', ...paths], { stdio: 'ignore' });
    if (made.status !== 0) throw made.error ?? new Error(`mkfifo ended with ${made.status}`);
    this.#ready.push(...paths);
    return this.#take();
  }
}
