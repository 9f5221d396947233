/** CPU and memory of a process, as the kernel reports them. Linux only. */

import { readFileSync } from 'node:fs';

/** Clock ticks per second in /proc, on every Linux that Node supports. */
const TICKS = 100;

/** Seconds of CPU, user and system, that a process has used so far. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Resident memory in bytes. */
export function residentBytes(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
  return Number(found?.[1] ?? Number.NaN) * 1024;
}
