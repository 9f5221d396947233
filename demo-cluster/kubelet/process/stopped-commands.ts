/**
 * Continues the commands that entered containers for programs that run again. Such a command stops with its program, but
 * nothing continues it: it is not in the container, and would never report the exit.
 *
 * The kernel says that a child has stopped or exited, but not which, and nothing when a program goes on. So all commands
 * are looked at, some at a time, after each such signal; those that are stopped, again and again.
 */

import type { Clock } from '../clock.ts';

/** The commands as processes. */
export interface EnteredCommands {
  isStopped(pid: number): boolean;
  /** Continues it unless its program is stopped. */
  continue(pid: number): void;
}

/** Calls back when a child of this process has stopped, continued or exited. @returns a function that ends this */
export type WatchChildren = (listener: () => void) => () => void;

/** How often stopped commands are looked at, milliseconds. */
const AGAIN_MS = 300;
/** Commands that are looked at in one turn, a millisecond or two, and the milliseconds until the next. */
const TURN = 50;
const TURN_MS = 20;

export class StoppedCommands {
  readonly #clock: Clock;
  readonly #commands: EnteredCommands;
  /** All that have not exited. */
  readonly #pids = new Set<number>();
  readonly #stopped = new Set<number>();
  readonly #unwatch: () => void;
  /** Those that a look at all has yet to come to; undefined when nobody looks. */
  #left: number[] | undefined;
  #lookAgain = false;
  #isFollowing = false;

  constructor(clock: Clock, commands: EnteredCommands, watchChildren: WatchChildren) {
    this.#clock = clock;
    this.#commands = commands;
    this.#unwatch = watchChildren(() => this.#look());
  }

  add(pid: number): void {
    this.#pids.add(pid);
  }

  remove(pid: number): void {
    this.#pids.delete(pid);
    this.#stopped.delete(pid);
  }

  dispose(): void {
    this.#unwatch();
    this.#pids.clear();
    this.#stopped.clear();
  }

  #look(): void {
    this.#lookAgain = true;
    if (this.#left !== undefined || this.#pids.size === 0) return;
    this.#left = [];
    this.#turnLater();
  }

  #turnLater(): void {
    this.#clock.after(TURN_MS, () => this.#turn());
  }

  #turn(): void {
    let left = this.#left ?? [];
    if (left.length === 0 && this.#lookAgain) {
      this.#lookAgain = false;
      left = [...this.#pids];
    }
    for (const pid of left.splice(-TURN)) {
      if (this.#pids.has(pid) && this.#commands.isStopped(pid)) this.#stopped.add(pid);
    }
    if (this.#stopped.size > 0) this.#follow();
    this.#left = left.length > 0 || this.#lookAgain ? left : undefined;
    if (this.#left !== undefined) this.#turnLater();
  }

  #follow(): void {
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    this.#clock.after(AGAIN_MS, () => {
      this.#isFollowing = false;
      for (const pid of this.#stopped) {
        if (this.#commands.isStopped(pid)) this.#commands.continue(pid);
        else this.#stopped.delete(pid);
      }
      if (this.#stopped.size > 0) this.#follow();
    });
  }
}

/** By the signal that the kernel sends to the parent. */
export const watchOwnChildren: WatchChildren = (listener) => {
  process.on('SIGCHLD', listener);
  return () => process.off('SIGCHLD', listener);
};
