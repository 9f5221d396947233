/**
 * Pipes between the kubelet and its processes. Node's stdio pipes are sockets, on which `echo x > /dev/stderr`
 * fails in the container. Named pipes behave like the pipes of a container runtime.
 */

import { spawnSync } from 'node:child_process';
import { closeSync, constants, mkdirSync, openSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Named pipes made by one `mkfifo`: starting it is the cost, whatever their number. */
const BATCH = 48;

/** Both ends of one pipe. The caller closes them. */
export interface Pipe {
  /** The child's end, blocking. */
  readonly childFd: number;
  /** The kubelet's end, non-blocking. */
  readonly ownFd: number;
}

export class FifoPool {
  readonly #directory: string;
  readonly #ready: string[] = [];
  #made = 0;

  /** Makes `directory`, which only the pool may use. */
  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  /** A pipe from the child to the kubelet. @throws Error if it cannot be made */
  output(): Pipe {
    const path = this.#take();
    const ownFd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const childFd = openSync(path, constants.O_WRONLY);
    unlinkSync(path);
    return { childFd, ownFd };
  }

  /** A pipe from the kubelet to the child. @throws Error if it cannot be made */
  input(): Pipe {
    const path = this.#take();
    // Opening one end of a FIFO blocks until the other end is open, so open both first.
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
    // A program may open its stream again as /dev/stderr, and may run as another user; only we can enter the directory.
    const made = spawnSync('mkfifo', ['-m', '666', ...paths], { stdio: 'ignore' });
    if (made.status !== 0) throw made.error ?? new Error(`mkfifo ended with ${made.status}`);
    this.#ready.push(...paths);
    return this.#take();
  }
}
