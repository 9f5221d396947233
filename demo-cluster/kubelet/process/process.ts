/**
 * One process of a container, whatever carries its output: a pseudo-terminal or pipes.
 */

/** Bytes in front of every chunk of output that the receiver may overwrite, so that a frame needs no copy. */
export const HEADROOM = 5;

export type OutputStream = 'stdout' | 'stderr';

/** What to run. */
export interface ProcessSpec {
  /** A bare name, found through `env.PATH`, or an absolute path of the host. It is argv[0] too. */
  readonly program: string;
  readonly args: readonly string[];
  /** Absolute path of the host. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Which streams the caller wants; the others are `/dev/null`. A terminal has them all. */
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
}

/** Whole numbers from 1 to 65,535. */
export interface TerminalSize {
  readonly cols: number;
  readonly rows: number;
}

/** What a process reports. After `onEnd` there is no call. */
export interface ProcessListener {
  /**
   * Output as the process wrote it, cut anywhere. The chunk may be kept, and the `HEADROOM` bytes before it in its
   * memory are the receiver's to overwrite. A terminal has `stdout` only.
   */
  onOutput(stream: OutputStream, chunk: Buffer): void;
  /** The input has room again after `write` returned false. */
  onInputDrain(): void;
  /** The process itself is gone; its output, and processes that it started, may still be there. */
  onExit?(): void;
  /** The process is gone and its output is read to the end. A signal n is 128 + n. Exactly once. */
  onEnd(exitCode: number): void;
}

/** A running process. Every method does nothing after the end. */
export interface ContainerProcess {
  readonly pid: number;
  /** Queues input. False: wait for `onInputDrain`; the bytes were taken all the same. */
  write(bytes: Buffer): boolean;
  /** End of input after what is queued. A terminal has no such end. */
  endInput(): void;
  resize(size: TerminalSize): void;
  /** Stops reading output, so that the process blocks when the kernel's buffer is full. Idempotent. */
  pause(): void;
  resume(): void;
  /** Signals the process alone, not its children. */
  signal(signal: NodeJS.Signals): void;
  /** Closes the output even if somebody still holds its other end, so that an exit is the end. */
  release(): void;
}
