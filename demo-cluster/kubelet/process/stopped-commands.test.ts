import { expect, test } from 'vitest';
import type { Clock } from '../clock.ts';
import { StoppedCommands } from './stopped-commands.ts';

/** Commands whose programs stop and go on, and how often each was looked at. */
class Commands {
  readonly stopped = new Set<number>();
  readonly programs = new Set<number>();
  readonly looks = new Map<number, number>();
  tell = () => {};
  readonly #timers: { readonly due: number; readonly callback: () => void }[] = [];
  #now = 0;
  readonly clock: Clock = {
    now: () => this.#now,
    after: (ms, callback) => {
      const timer = { due: this.#now + ms, callback };
      this.#timers.push(timer);
      return () => void this.#timers.splice(this.#timers.indexOf(timer), 1);
    },
  };
  readonly watched = new StoppedCommands(
    this.clock,
    {
      isStopped: (pid) => {
        this.looks.set(pid, (this.looks.get(pid) ?? 0) + 1);
        return this.stopped.has(pid);
      },
      continue: (pid) => {
        if (!this.programs.has(pid)) this.stopped.delete(pid);
      },
    },
    (listener) => {
      this.tell = listener;
      return () => {};
    },
  );

  stop(pid: number): void {
    this.programs.add(pid);
    this.stopped.add(pid);
    this.tell();
  }

  get lookCount(): number {
    return [...this.looks.values()].reduce((sum, count) => sum + count, 0);
  }

  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#timers.toSorted((one, other) => one.due - other.due)[0];
      if (next === undefined || next.due > end) break;
      this.#timers.splice(this.#timers.indexOf(next), 1);
      this.#now = next.due;
      next.callback();
    }
    this.#now = end;
  }
}

function withCommands(count: number): Commands {
  const commands = new Commands();
  for (let pid = 1; pid <= count; pid += 1) commands.watched.add(pid);
  return commands;
}

test('nothing is looked at while no child stops or exits', () => {
  const commands = withCommands(10_000);
  commands.pass(60_000);
  expect(commands.lookCount).toBe(0);
});

test('a command is continued when its program goes on, and then left alone', () => {
  const commands = withCommands(3);
  commands.stop(2);
  commands.pass(5000);
  expect(commands.stopped).toEqual(new Set([2]));
  commands.programs.delete(2);
  commands.pass(300);
  expect(commands.stopped.size).toBe(0);
  commands.pass(300);
  const looks = commands.lookCount;
  commands.pass(60_000);
  expect(commands.lookCount).toBe(looks);
});

test('one that stops while all are looked at is found by the next look', () => {
  const commands = withCommands(1000);
  commands.tell();
  commands.pass(300);
  // By now it has been looked at, or will be.
  for (const pid of [1, 500, 1000]) commands.stop(pid);
  commands.programs.clear();
  commands.pass(2000);
  expect(commands.stopped.size).toBe(0);
});

test('of many that stop at once, only those are followed', () => {
  const commands = withCommands(1000);
  for (let pid = 1; pid <= 1000; pid += 100) commands.stop(pid);
  commands.pass(1000);
  commands.looks.clear();
  commands.pass(3000);
  expect(commands.looks.size).toBe(10);
});

test('however many children exit, no more than 50 commands are looked at in 20 ms', () => {
  const commands = withCommands(10_000);
  for (let exit = 0; exit < 1000; exit += 1) {
    commands.watched.remove(exit + 1);
    commands.tell();
    commands.pass(1);
  }
  expect(commands.lookCount).toBeLessThanOrEqual(50 * 50);
});

test('those that have exited are not looked at', () => {
  const commands = withCommands(100);
  commands.stop(7);
  commands.pass(1000);
  commands.watched.remove(7);
  commands.looks.clear();
  commands.tell();
  commands.pass(1000);
  expect(commands.looks.has(7)).toBe(false);
  expect(commands.lookCount).toBe(99);
});
