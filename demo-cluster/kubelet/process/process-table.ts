/** Finds and ends every process of a container, also those that left their terminal, session or parent. */

import { readdirSync, readFileSync } from 'node:fs';
import type { Clock } from '../clock.ts';

interface Entry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
}

/** How a process is known to belong to a container. */
export interface Traces {
  /** `NAME=value`, one of the variables that the process was started with. */
  readonly environment: string;
  /** We started it, and it has not exited. */
  readonly pids: ReadonlySet<number>;
}

const AGAIN_MS = 10;

/**
 * Pids of the processes with one of the traces, and of all that descend from these or share their session or
 * group. Zombies do not count.
 */
export function findProcesses(traces: Traces): number[] {
  const all = readTable();
  const found = new Set(all.map(({ pid }) => pid).filter((pid) => hasTrace(pid, traces)));
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const { pid, parent, group, session } of all) {
      if (found.has(parent) || found.has(group) || found.has(session)) found.add(pid);
    }
  }
  return [...found];
}

/** Kills until nothing is found any more. Resolves to false when something outlived `timeoutMs`. */
export async function killProcesses(clock: Clock, traces: Traces, timeoutMs: number): Promise<boolean> {
  const deadline = clock.now() + timeoutMs;
  for (;;) {
    const pids = findProcesses(traces);
    if (pids.length === 0) return true;
    if (clock.now() > deadline) return false;
    for (const pid of pids) kill(pid);
    await new Promise<void>((resolve) => clock.after(AGAIN_MS, resolve));
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself since it was found.
  }
}

function readTable(): Entry[] {
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name) && Number(name) !== process.pid)
    .map((name) => readEntry(name))
    .filter((entry) => entry !== undefined);
}

function readEntry(pid: string): Entry | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command name before it may hold blanks and brackets.
    const [state, parent, group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    return { pid: Number(pid), parent: Number(parent), group: Number(group), session: Number(session) };
  } catch {
    return undefined;
  }
}

function hasTrace(pid: number, { environment, pids }: Traces): boolean {
  if (pids.has(pid)) return true;
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(environment);
  } catch {
    // It has ended, or it is another user's.
    return false;
  }
}
