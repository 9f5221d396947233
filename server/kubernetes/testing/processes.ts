import { readFileSync } from 'node:fs';

/** The pids that a shell printed as `pid=123` at the end of a line. */
export function printedPids(output: string): number[] {
  return [...output.matchAll(/\bpid=(\d+)\r/g)].map((match) => Number(match[1]));
}

/** True while the process runs on this machine; false for a zombie. */
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
