/** Two ways to start a process on a new pseudo-terminal that becomes its controlling terminal. */

import { spawn } from 'node:child_process';
import { closeSync, constants, fchownSync, openSync } from 'node:fs';
import { constants as system } from 'node:os';
import { commandOf } from './enter.ts';
import type { ProcessSpec, TerminalSize } from './process.ts';
import type { PtyBinding } from './pty-binding.ts';

/** Both descriptors are the caller's to close. */
interface Started {
  readonly pid: number;
  readonly masterFd: number;
  readonly slaveFd: number;
}

/** Gets the exit code, 128 + n for signal n. Called once, asynchronously. */
type OnExit = (exitCode: number) => void;

/** Forks on this machine. @throws Error if the fork fails */
export function startDirectly(
  binding: PtyBinding,
  spec: ProcessSpec,
  size: TerminalSize | undefined,
  onExit: OnExit,
): Started {
  const env = Object.entries(spec.env).map(([name, value]) => `${name}=${value}`);
  const { pid, fd, pty } = binding.fork(
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
    (exitCode, signal) => onExit(signal > 0 ? 128 + signal : exitCode),
  );
  return { pid, masterFd: fd, slaveFd: openTerminal(pty) };
}

/**
 * Enters a container first. A terminal can belong to one session only, and that must be the program's inside the
 * container, so the entering process gets it as plain input and output. @throws Error if it cannot start
 */
export function startInside(
  binding: PtyBinding,
  spec: ProcessSpec,
  size: TerminalSize | undefined,
  onExit: OnExit,
): Started {
  const { master, slave, pty } = binding.open(size?.cols ?? 0, size?.rows ?? 0);
  // The binding's slave is non-blocking, which the program would inherit.
  const slaveFd = openTerminal(pty);
  closeSync(slave);
  // The program may open its terminal again, as /dev/stderr for instance.
  if (spec.enter?.uid !== undefined) fchownSync(slaveFd, spec.enter.uid, spec.enter.uid);
  const { file, args, options } = commandOf(spec);
  const child = spawn(file, args, {
    ...options,
    env: spec.env as NodeJS.ProcessEnv,
    detached: true,
    stdio: [slaveFd, slaveFd, slaveFd],
  });
  child.on('error', () => {});
  if (child.pid === undefined) {
    closeSync(master);
    closeSync(slaveFd);
    throw new Error(`${file} cannot be started`);
  }
  child.on('exit', (code, signal) => {
    onExit(signal === null ? (code ?? 0) : 128 + system.signals[signal]);
  });
  return { pid: child.pid, masterFd: master, slaveFd };
}

function openTerminal(path: string): number {
  return openSync(path, constants.O_RDWR | constants.O_NOCTTY);
}
