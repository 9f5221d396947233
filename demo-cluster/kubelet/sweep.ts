/** Removes the processes and files of kubelets that were killed before they could clean up. */

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reaper } from './process/reaper.ts';

const OWNER_FILE = '.owner';
const TIMEOUT_MS = 2000;

/** Writes the owner file: which process the directory belongs to. */
export function claim(directory: string): void {
  writeFileSync(join(directory, OWNER_FILE), identify(process.pid) ?? '');
}

/** Ends the processes and removes the directories of dead kubelets directly below `parent`. Never rejects. */
export async function sweep(parent: string, prefix: string, reaper: Reaper): Promise<void> {
  const left = readdirSync(parent)
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(parent, name))
    .filter((directory) => isAbandoned(directory));
  await Promise.all(left.map((directory) => clear(directory, reaper)));
}

async function clear(directory: string, reaper: Reaper): Promise<void> {
  // The home of every container is below the directory.
  await reaper.kill({ environment: `HOME=${directory}/`, pids: new Set() }, TIMEOUT_MS);
  try {
    rmSync(directory, { recursive: true, force: true });
  } catch {
    // Another sweep is removing it at the same time.
  }
}

/** True if the owner file names a dead process. Without an owner file the kubelet may be starting. */
function isAbandoned(directory: string): boolean {
  try {
    const owner = readFileSync(join(directory, OWNER_FILE), 'utf8');
    return owner !== '' && identify(Number(owner.split(' ')[0])) !== owner;
  } catch {
    return false;
  }
}

/** Pid and start time, which together identify a process; undefined if it does not exist. */
function identify(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${pid} ${fields[START_TIME_FIELD]}`;
  } catch {
    return undefined;
  }
}

/** Field 22 of `/proc/PID/stat`, as an index after the command name (field 2). */
const START_TIME_FIELD = 19;
