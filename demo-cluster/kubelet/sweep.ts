/** Removes the processes and files of kubelets that were killed before they could clean up. */

import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Reaper } from './process/reaper.ts';

const OWNER_FILE = '.owner';
const TIMEOUT_MS = 2000;

/** Writes the owner file: which process the directory belongs to. */
export function claim(directory: string): void {
  writeFileSync(join(directory, OWNER_FILE), identify(process.pid) ?? '', { mode: 0o600 });
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
  // Containers without isolation have their home below the directory; all others ended with their kubelet.
  await reaper.kill({ environment: `HOME=${directory}/`, pids: new Set() }, TIMEOUT_MS);
  try {
    rmSync(directory, { recursive: true, force: true });
  } catch {
    // Another sweep is removing it at the same time.
  }
}

/**
 * True if the owner file names a dead process. Without an owner file the kubelet may be starting. Anyone can create such
 * a directory in the shared directory for temporary files, so only what is ours alone counts, and no link is followed.
 */
function isAbandoned(directory: string): boolean {
  try {
    if (!isOursAlone(lstatSync(directory), (stats) => stats.isDirectory())) return false;
    const owner = readOwner(join(directory, OWNER_FILE));
    return owner !== '' && identify(Number(owner.split(' ')[0])) !== owner;
  } catch {
    return false;
  }
}

/** The text of an owner file; empty if another user could have written it. @throws Error if it cannot be opened */
function readOwner(path: string): string {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    return isOursAlone(fstatSync(fd), (stats) => stats.isFile()) ? readFileSync(fd, 'utf8') : '';
  } finally {
    closeSync(fd);
  }
}

/** True if it belongs to us and no other user may write to it. */
function isOursAlone(stats: Stats, hasKind: (stats: Stats) => boolean): boolean {
  const othersMayWrite = (stats.mode & (constants.S_IWGRP | constants.S_IWOTH)) !== 0;
  return hasKind(stats) && stats.uid === process.getuid?.() && !othersMayWrite;
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
