/** A command as a user starts it, with all its child processes. */

import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareEnvironment } from './environment.ts';
import { Waiting } from './waiting.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** How long a command may take, in milliseconds. It may have to build the pages first. */
const START_MS = 50_000;

export class Command {
  /** Its output so far, of both streams. */
  output = '';
  readonly #child: ChildProcess;
  readonly #waiting = new Waiting();
  #exitCode: number | undefined;

  /** @param args arguments of the program, by default npm */
  constructor(args: readonly string[], env: Readonly<Record<string, string>>, program = 'npm') {
    this.#child = spawn(program, args, {
      cwd: root,
      env: { ...bareEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Its own process group, as in a terminal.
      detached: true,
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        this.#waiting.changed();
      });
    }
    this.#child.once('exit', (code) => {
      this.#exitCode = code ?? -1;
      this.#waiting.changed();
    });
  }

  /** Waits until the output matches; returns the first group of the match. */
  says(wanted: RegExp): Promise<string> {
    return this.#until(`${wanted}`, () => wanted.exec(this.output)?.[1], START_MS);
  }

  /** Sends a signal to the program alone, like `kill`. */
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Sends a signal to the whole group, like Ctrl+C in a terminal. */
  signalGroup(name: NodeJS.Signals): void {
    if (this.#child.pid !== undefined) process.kill(-this.#child.pid, name);
  }

  /** The exit code, -1 when a signal ended it. */
  exited(timeoutMs: number): Promise<number> {
    return this.#until('the end of the command', () => this.#exitCode, timeoutMs);
  }

  /** Kills all of its processes that still run. */
  dispose(): void {
    for (const pid of runningOf(this.family())) killIfRunning(pid);
  }

  /** Pids of its whole process tree, itself included. */
  family(): readonly number[] {
    const children = new Map<number, number[]>();
    for (const [pid, parent] of processes()) children.set(parent, [...(children.get(parent) ?? []), pid]);
    const found: number[] = [];
    const queue = this.#exitCode === undefined && this.#child.pid !== undefined ? [this.#child.pid] : [];
    for (let pid = queue.shift(); pid !== undefined; pid = queue.shift()) {
      found.push(pid);
      queue.push(...(children.get(pid) ?? []));
    }
    return found;
  }

  #until<T>(what: string, look: () => T | undefined, timeoutMs: number): Promise<T> {
    return this.#waiting.until(what, look, () => this.output, timeoutMs);
  }
}

/** The first process of a container takes the others along, so one may be gone before its turn. */
function killIfRunning(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The processes that still run; zombies do not count. */
export function runningOf(pids: readonly number[]): readonly number[] {
  const running = new Set(processes().map(([pid]) => pid));
  return pids.filter((pid) => running.has(pid));
}

/** Pid and parent of every process of this machine, except zombies. */
function processes(): [pid: number, parent: number][] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name): [number, number][] => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return state === 'Z' ? [] : [[Number(name), Number(parent)]];
      } catch {
        return [];
      }
    });
}
