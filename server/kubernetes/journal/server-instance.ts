/** Tells which servers on this machine are running: several may keep their journals in one directory. */

import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process on this machine. The system reuses pids; pid and start time together name one process. */
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

/** The name of the instance's directory. */
export function instanceName({ host, pid, startedAt }: ServerInstance): string {
  return `${encodeURIComponent(host)}~${pid}~${startedAt}`;
}

/** Undefined for other names. */
export function parseInstanceName(name: string): ServerInstance | undefined {
  const [, host = '', pid, startedAt] = NAME.exec(name) ?? [];
  if (pid === undefined) return undefined;
  try {
    return { host: decodeURIComponent(host), pid: Number(pid), startedAt: Number(startedAt) };
  } catch {
    return undefined;
  }
}

/** False only when the process is certainly gone. A process on another machine counts as alive. */
export function isAlive(instance: ServerInstance): boolean {
  if (instance.host !== hostname()) return true;
  try {
    process.kill(instance.pid, 0);
  } catch (error) {
    // EPERM: a process of another user has the pid, or the server runs as another user.
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
