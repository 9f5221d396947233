/** The processes of this machine, and which of them belong to a container. */

import { readdirSync, readFileSync } from 'node:fs';

/** How a process is known to belong to a container. */
export interface Traces {
  /** How a variable that the process was started with begins: `NAME=value`, or less of it. */
  readonly environment: string;
  /** We started it, and it has not exited. */
  readonly pids: ReadonlySet<number>;
}

interface Entry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** `NAME=value`, each behind a NUL. Undefined: it has ended, or it is another user's. */
  readonly environment: string | undefined;
}

/** What runs at one moment, this process and zombies aside. */
export class ProcessTable {
  readonly #entries: readonly Entry[];

  private constructor(entries: readonly Entry[]) {
    this.#entries = entries;
  }

  static read(): ProcessTable {
    const pids = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name) && Number(name) !== process.pid);
    return new ProcessTable(pids.map((pid) => readEntry(pid)).filter((entry) => entry !== undefined));
  }

  /** Pids of those with one of the traces, and of all that descend from these or share their session or group. */
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
    // The command name before it may hold blanks and brackets.
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
