/** Reads the process table and finds the processes of a container. */

import { readdirSync, readFileSync } from 'node:fs';

/** The signs by which a container's processes are recognized. */
export interface Traces {
  /** The beginning of an environment entry, for instance `NAME=value`. */
  readonly environment: string;
  /** Pids of processes that we started and that have not exited. */
  readonly pids: ReadonlySet<number>;
}

interface Entry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** `NAME=value` entries, each after a NUL. Undefined: the process has exited or belongs to another user. */
  readonly environment: string | undefined;
}

/** The running processes at one moment, without this process and zombies. */
export class ProcessTable {
  readonly #entries: readonly Entry[];

  private constructor(entries: readonly Entry[]) {
    this.#entries = entries;
  }

  static read(): ProcessTable {
    const pids = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name) && Number(name) !== process.pid);
    return new ProcessTable(pids.map((pid) => readEntry(pid)).filter((entry) => entry !== undefined));
  }

  /** Pids of processes with one of the traces, of their descendants, and of all in their sessions and groups. */
  find({ environment, pids }: Traces): number[] {
    const found = new Set<number>();
    for (const entry of this.#entries) {
      if (pids.has(entry.pid) || entry.environment?.includes(`\0${environment}`)) found.add(entry.pid);
    }
    for (let before = 0; before !== found.size; ) {
      before = found.size;
      for (const { pid, parent, group, session } of this.#entries) {
        if (found.has(parent) || found.has(group) || found.has(session)) found.add(pid);
      }
    }
    return [...found];
  }
}

function readEntry(pid: string): Entry | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // Fields start after the command name, which may contain spaces and parentheses.
    const [state, parent, group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    return {
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      session: Number(session),
      environment: readEnvironment(pid),
    };
  } catch {
    return undefined;
  }
}

function readEnvironment(pid: string): string | undefined {
  try {
    return `\0${readFileSync(`/proc/${pid}/environ`, 'latin1')}`;
  } catch {
    return undefined;
  }
}
