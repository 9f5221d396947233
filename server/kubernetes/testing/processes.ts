import { readFileSync } from 'node:fs';

/** The pids that a shell's output names as `pid=123` at the end of a line. */
export function printedPids(output: string): number[] {
  return [...output.matchAll(/\bpid=(\d+)\r/g)].map((match) => Number(match[1]));
}

/** True while a process of this machine runs; one that only waits to be collected does not. */
export function isAlive(pid: number): boolean {
  try {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .charAt(0);
    return state !== 'Z' && state !== 'X';
  } catch {
    return false;
  }
}
