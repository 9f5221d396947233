/** How many shells a Linux machine lets a benchmark open. */

import { readFileSync } from 'node:fs';

interface Limit {
  /** What its user can raise. */
  readonly setting: string;
  readonly value: number;
  /** How much of it one shell takes. */
  readonly each: number;
}

/** Share of a limit that shells may take. */
const SHARE = 0.8;

/**
 * At most as many as wanted.
 * @param progress told of each limit that is too low, and what it would have to be
 */
export function mostShells(wanted: number, progress: (words: string) => void): number {
  let most = wanted;
  for (const { setting, value, each } of limits()) {
    const allowed = Math.floor((SHARE * value) / each);
    if (allowed < wanted) {
      const needed = Math.ceil((wanted * each) / SHARE);
      progress(`${setting} is ${value}, enough for ${allowed} shells; ${wanted} need ${needed}`);
    }
    most = Math.min(most, allowed);
  }
  return most;
}

function limits(): readonly Limit[] {
  return [
    { setting: 'sysctl kernel.pty.max', value: read('/proc/sys/kernel/pty/max'), each: 1 },
    // A shell, and what entered the container for it.
    { setting: 'sysctl kernel.pid_max', value: read('/proc/sys/kernel/pid_max'), each: 2 },
    // A socket here; in each of three clusters two, and a terminal, for a third of the shells.
    { setting: 'ulimit -Hn', value: openFileLimit(), each: 1 },
  ];
}

function read(path: string): number {
  return Number(readFileSync(path, 'latin1'));
}

/** Of a process. Node raises the soft limit to the hard one. */
function openFileLimit(): number {
  const found = /^Max open files\s+\d+\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1'));
  return Number(found?.[1] ?? Number.POSITIVE_INFINITY);
}
