/**
 * One process of a container, on a pseudo-terminal or on pipes.
 */

/** Free bytes before every chunk of output, where the receiver writes the frame header without a copy. */
export const HEADROOM = 5;

export type OutputStream = 'stdout' | 'stderr';

/** How a process enters the namespaces of its container: `file` with `args`, then the program and its arguments. */
export interface EnterCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** User and group to run as. Undefined: our own. */
  readonly uid: number | undefined;
}

/** What to run. */
export interface ProcessSpec {
  /** Undefined: the program is started directly. */
  readonly enter?: EnterCommand | undefined;
  /** A name to look up in `env.PATH`, or an absolute path. Also argv[0]. */
  readonly program: string;
  readonly args: readonly string[];
  /** Absolute path of the host; ignored with `enter`, which leads to the container's root. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** The streams that the caller wants; the others are `/dev/null`. A terminal has all of them. */
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
}

/** Whole numbers from 1 to 65,535. */
export interface TerminalSize {
  readonly cols: number;
  readonly rows: number;
}

/** Events of a process. None comes after `onEnd`. */
export interface ProcessListener {
  /**
   * Raw output, chunked anywhere. The receiver may keep the chunk and overwrite the `HEADROOM` bytes before it.
   * A terminal has `stdout` only.
   */
  onOutput(stream: OutputStream, chunk: Buffer): void;
  /** The input has room again after `write` returned false. */
  onInputDrain(): void;
  /** The process has exited; its output may be unread, and its children may still run. */
  onExit?(): void;
  /** The process has exited and its output is read to the end. Signal n gives 128 + n. Called exactly once. */
  onEnd(exitCode: number): void;
}

/** A running process. Methods do nothing after the end. */
export interface ContainerProcess {
  readonly pid: number;
  /** Queues input. False: wait for `onInputDrain` before writing more. */
  write(bytes: Buffer): boolean;
  /** Ends the input after the queued bytes. Does nothing on a terminal. */
  endInput(): void;
  resize(size: TerminalSize): void;
  /** Stops reading output; the process blocks once the kernel's buffer is full. Idempotent. */
  pause(): void;
  resume(): void;
  /** Signals the process, not its children. */
  signal(signal: NodeJS.Signals): void;
  /** Closes the output even if another process holds the other end, so that `onEnd` follows the exit. */
  release(): void;
}
