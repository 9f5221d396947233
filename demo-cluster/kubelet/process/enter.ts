/** Starting and signalling a process that may have to enter a container first. */

import { readFileSync } from 'node:fs';
import type { ProcessSpec } from './process.ts';

/** What to start for a spec: its program, or the command that enters the container and becomes it. */
export function commandOf({ enter, program, args, cwd }: ProcessSpec) {
  if (enter === undefined) return { file: program, args: [...args], options: { cwd } };
  const owner = enter.uid === undefined ? {} : { uid: enter.uid, gid: enter.uid };
  return { file: enter.file, args: [...enter.args, program, ...args], options: { cwd: '/', ...owner } };
}

/**
 * The process that gets the signals for `pid`. The command that entered a container stays outside, as the parent of the
 * program, and ends in the same way.
 */
export function signalTarget(pid: number, entered: boolean): number {
  return entered ? (childrenOf(pid)[0] ?? pid) : pid;
}

/** True while the process is stopped by a signal. */
export function isStopped(pid: number): boolean {
  return stateOf(pid) === 'T';
}

/** Continues the command that entered a container for `pid`, if it is stopped and its program is not. */
export function continueEntered(pid: number): void {
  if (!isStopped(pid)) return;
  const [program] = childrenOf(pid);
  if (program === undefined || !isStopped(program)) signalQuietly(pid, 'SIGCONT');
}

/** The state letter of a process, see proc(5); undefined if it does not exist. */
function stateOf(pid: number): string | undefined {
  try {
    return /^State:\s+(\w)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  } catch {
    return undefined;
  }
}

/** Pids of the children of a process with one thread; none if it does not exist. */
export function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim();
    return text === '' ? [] : text.split(' ').map(Number);
  } catch {
    return [];
  }
}

/** Signals a process that may have exited already. */
export function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has exited.
  }
}
