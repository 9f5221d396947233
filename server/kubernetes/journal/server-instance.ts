/** Which servers of this machine live: several may keep their journals in one directory. */

import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process of this machine. Pids are given away again; with its start time one is never meant by another's. */
export interface ServerInstance {
  readonly host: string;
  readonly pid: number;
  /** Clock ticks since boot, 0 where there is no /proc. */
  readonly startedAt: number;
}

const NAME = /^([^/]+)~(\d{1,10})~(\d{1,20})$/;

/** This process. */
export function ownInstance(): ServerInstance {
  return { host: hostname(), pid: process.pid, startedAt: startTimeOf(process.pid) ?? 0 };
}

/** A name for a directory. */
export function instanceName({ host, pid, startedAt }: ServerInstance): string {
  return `${encodeURIComponent(host)}~${pid}~${startedAt}`;
}

/** Undefined for what is no such name. */
export function parseInstanceName(name: string): ServerInstance | undefined {
  const [, host = '', pid, startedAt] = NAME.exec(name) ?? [];
  if (pid === undefined) return undefined;
  try {
    return { host: decodeURIComponent(host), pid: Number(pid), startedAt: Number(startedAt) };
  } catch {
    return undefined;
  }
}

/** False when the process is gone for certain; what runs on another machine cannot be known, and counts as alive. */
export function isAlive(instance: ServerInstance): boolean {
  if (instance.host !== hostname()) return true;
  try {
    process.kill(instance.pid, 0);
  } catch (error) {
    // EPERM: somebody else's process has the pid, or the server runs as another user.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
  }
  const startedAt = startTimeOf(instance.pid);
  return startedAt === undefined || startedAt === instance.startedAt;
}

/** Field 22 of /proc/PID/stat; undefined without /proc, or when the process is gone. */
function startTimeOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[19]);
  } catch {
    return undefined;
  }
}
