/** A command of the project as a user starts it, by npm, with every process that it starts in turn. */

import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareEnvironment } from './environment.ts';
import { Waiting } from './waiting.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** A command that has to build pages first takes its time. Milliseconds. */
const START_MS = 50_000;

export class Command {
  /** What it has written so far, to either stream. */
  output = '';
  readonly #child: ChildProcess;
  readonly #waiting = new Waiting();
  #exitCode: number | undefined;

  /** @param args what is given to npm */
  constructor(args: readonly string[], env: Readonly<Record<string, string>>) {
    this.#child = spawn('npm', args, {
      cwd: root,
      env: { ...bareEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, as a terminal gives it.
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

  /** Waits until the output matches; gives the first group of the match. */
  says(wanted: RegExp): Promise<string> {
    return this.#until(`${wanted}`, () => wanted.exec(this.output)?.[1], START_MS);
  }

  /** To npm alone, as `kill` does. */
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** To the whole group, as Ctrl+C in a terminal does. */
  signalGroup(name: NodeJS.Signals): void {
    if (this.#child.pid !== undefined) process.kill(-this.#child.pid, name);
  }

  /** The exit code, -1 when a signal ended it. */
  exited(patienceMs: number): Promise<number> {
    return this.#until('the end of the command', () => this.#exitCode, patienceMs);
  }

  /** Ends whatever of it still runs, by force. */
  dispose(): void {
    for (const pid of runningOf(this.family())) process.kill(pid, 'SIGKILL');
  }

  /** Pids of all processes that it has started and they in turn, itself included. */
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

  #until<T>(what: string, look: () => T | undefined, patienceMs: number): Promise<T> {
    return this.#waiting.until(what, look, () => this.output, patienceMs);
  }
}

/** Those of the processes that still run; one that only waits to be collected does not. */
export function runningOf(pids: readonly number[]): readonly number[] {
  const running = new Set(processes().map(([pid]) => pid));
  return pids.filter((pid) => running.has(pid));
}

/** Pid and parent of every process of this machine that is no zombie. */
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
