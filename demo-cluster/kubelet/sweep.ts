/** Clears away what a kubelet left that was killed before it could. */

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reaper } from './process/reaper.ts';

const OWNER_FILE = '.owner';
const TIMEOUT_MS = 2000;

/** Says in the kubelet's directory whose it is. */
export function claim(directory: string): void {
  writeFileSync(join(directory, OWNER_FILE), identify(process.pid) ?? '');
}

/** Ends the processes and removes the directories of kubelets that are gone, all below `parent`. Never rejects. */
export async function sweep(parent: string, prefix: string, reaper: Reaper): Promise<void> {
  const left = readdirSync(parent)
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(parent, name))
    .filter((directory) => isAbandoned(directory));
  await Promise.all(left.map((directory) => clear(directory, reaper)));
}

async function clear(directory: string, reaper: Reaper): Promise<void> {
  // Every container has its home below it.
  await reaper.kill({ environment: `HOME=${directory}/`, pids: new Set() }, TIMEOUT_MS);
  try {
    rmSync(directory, { recursive: true, force: true });
  } catch {
    // Another user's, or one that another sweep is clearing.
  }
}

/** Without an owner's name it may be one that is just starting. */
function isAbandoned(directory: string): boolean {
  try {
    const owner = readFileSync(join(directory, OWNER_FILE), 'utf8');
    return owner !== '' && identify(Number(owner.split(' ')[0])) !== owner;
  } catch {
    return false;
  }
}

/** Pid and start time, which no later process has; undefined when there is no such process. */
function identify(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${pid} ${fields[START_TIME_FIELD]}`;
  } catch {
    return undefined;
  }
}

/** Field 22 of `/proc/PID/stat`, counted from 0 behind the command name, which is field 2. */
const START_TIME_FIELD = 19;
