/** Those who joined the main process of a container. */

import {
  type ContainerProcess,
  HEADROOM,
  type OutputStream,
  type ProcessListener,
} from '../process/process.ts';

export class Attachments {
  readonly #listeners = new Set<ProcessListener>();
  /** Who wants no output now. One is enough to block the process, as behind a real container runtime. */
  readonly #pausing = new Map<ProcessListener, ContainerProcess>();

  /** The main process as the listener may use it: it cannot end it, and its input only with `mayEndInput`. */
  join(main: ContainerProcess, listener: ProcessListener, mayEndInput: boolean): ContainerProcess {
    this.#listeners.add(listener);
    return {
      pid: main.pid,
      write: (bytes) => main.write(bytes),
      endInput: () => {
        if (mayEndInput) main.endInput();
      },
      resize: (size) => main.resize(size),
      pause: () => {
        if (!this.#listeners.has(listener)) return;
        this.#pausing.set(listener, main);
        main.pause();
      },
      resume: () => this.#resume(listener),
      signal: () => {},
      release: () => {},
    };
  }

  leave(listener: ProcessListener): void {
    this.#listeners.delete(listener);
    this.#resume(listener);
  }

  onOutput(stream: OutputStream, chunk: Buffer): void {
    // Each writes a frame header into the memory before its chunk, so only one may have the original.
    const shared = this.#listeners.size > 1;
    for (const listener of this.#listeners) listener.onOutput(stream, shared ? withHeadroom(chunk) : chunk);
  }

  onInputDrain(): void {
    for (const listener of this.#listeners) listener.onInputDrain();
  }

  /** The main process is gone: what is left of its output is read whether or not somebody wants it. */
  onExit(): void {
    const [main] = this.#pausing.values();
    this.#pausing.clear();
    main?.resume();
  }

  /** The output has ended too: for those attached that is the regular end. */
  onEnd(): void {
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener.onEnd(0);
  }

  #resume(listener: ProcessListener): void {
    const main = this.#pausing.get(listener);
    this.#pausing.delete(listener);
    if (this.#pausing.size === 0) main?.resume();
  }
}

function withHeadroom(chunk: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(HEADROOM + chunk.length);
  chunk.copy(copy, HEADROOM);
  return copy.subarray(HEADROOM);
}
