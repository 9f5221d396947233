/** Kills all processes of a container. Repeats until none is left, since processes may fork meanwhile. */

import type { Clock } from '../clock.ts';
import { ProcessTable, type Traces } from './process-table.ts';

interface Job {
  readonly traces: Traces;
  readonly deadline: number;
  readonly resolve: (gone: boolean) => void;
}

const AGAIN_MS = 10;

export class Reaper {
  readonly #clock: Clock;
  readonly #jobs = new Set<Job>();
  #waiting = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves to true when no process has the traces any more, to false after `timeoutMs`. */
  kill(traces: Traces, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      this.#jobs.add({ traces, deadline: this.#clock.now() + timeoutMs, resolve });
      // Reading the process table is expensive, so all calls of one turn share it.
      this.#roundIn(0);
    });
  }

  #roundIn(ms: number): void {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#clock.after(ms, () => {
      this.#waiting = false;
      this.#round();
    });
  }

  #round(): void {
    const table = ProcessTable.read();
    for (const job of this.#jobs) {
      const pids = table.find(job.traces);
      for (const pid of pids) kill(pid);
      if (pids.length > 0 && this.#clock.now() <= job.deadline) continue;
      this.#jobs.delete(job);
      job.resolve(pids.length === 0);
    }
    if (this.#jobs.size > 0) this.#roundIn(AGAIN_MS);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has exited since the table was read.
  }
}
