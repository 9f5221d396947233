/** The attach streams of a container's main process. */

import {
  type ContainerProcess,
  HEADROOM,
  type OutputStream,
  type ProcessListener,
} from '../process/process.ts';

export class Attachments {
  readonly #listeners = new Set<ProcessListener>();
  /** Listeners that paused. One is enough to block the process, as with a real container runtime. */
  readonly #pausing = new Map<ProcessListener, ContainerProcess>();

  /** The main process for one listener, who cannot signal it and may close its input only with `mayEndInput`. */
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
    // Each listener writes a frame header in front of its chunk, so two must not share memory.
    const shared = this.#listeners.size > 1;
    for (const listener of this.#listeners) listener.onOutput(stream, shared ? withHeadroom(chunk) : chunk);
  }

  onInputDrain(): void {
    for (const listener of this.#listeners) listener.onInputDrain();
  }

  /** The main process has exited: its remaining output is read even if a listener paused. */
  onExit(): void {
    const [main] = this.#pausing.values();
    this.#pausing.clear();
    main?.resume();
  }

  /** The output has ended. Attach streams end with success, whatever the exit code. */
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
