/**
 * The native part of node-pty. Its JavaScript part does not fit: it rejects a size of 0 x 0, drops output that is
 * unread 200 ms after the exit, and busy-loops in `write` while a process does not read its input.
 */

import { createRequire } from 'node:module';

/** `onExit` gets exit code and signal number; one of them is 0. */
export interface PtyBinding {
  fork(
    file: string,
    args: string[],
    env: string[],
    cwd: string,
    cols: number,
    rows: number,
    uid: number,
    gid: number,
    utf8: boolean,
    helperPath: string,
    onExit: (exitCode: number, signal: number) => void,
  ): { fd: number; pid: number; pty: string };
  /** Opens a pseudo-terminal without a process. Both descriptors are non-blocking. */
  open(cols: number, rows: number): { master: number; slave: number; pty: string };
  resize(fd: number, cols: number, rows: number): void;
}

const require = createRequire(import.meta.url);

/** @throws Error if there is no binary for this platform */
export function loadPtyBinding(): PtyBinding {
  const loader = require('@lydell/node-pty/requireBinary.js') as { requireBinary(file: string): PtyBinding };
  return loader.requireBinary('pty.node');
}
