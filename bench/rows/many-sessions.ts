/** Thousands of idle shells over three replicas: the echo of one of them, and memory. Only on request: it takes minutes. */

import { readFileSync } from 'node:fs';
import { PodshellTerminal } from '../clients/podshell-terminal.ts';
import type { BenchTerminal } from '../clients/terminal.ts';
import { quantile } from '../report/statistics.ts';
import { type BalancedReplicas, startBalancedReplicas } from '../stack/balanced-replicas.ts';
import { residentBytes } from '../stack/process-figures.ts';
import { echoOnce } from './echo.ts';
import { closeAll, openMany } from './idle.ts';
import { AFTER_START_MS, type Row, rest } from './row.ts';

const REPLICAS = 3;
const WANTED = 10_000;
/** Share of the machine's terminals and of a process's open files that shells may take. */
const SHARE = 0.8;
/** Open files of the load balancer and of the demo cluster for each shell: two sockets, or a socket and a terminal with its pipe. */
const FILES_EACH = 3;
const WARM_UP = 48;
const SETTLE_MS = 10_000;
const KEYS = 1_000;
const GAP_MS = 5;
/** Prime, so that keys go to shells all over. */
const STRIDE = 7919;

/** All shells are one user's at one address. */
const NO_LIMITS = {
  PODSHELL_MAX_SESSIONS: '100000',
  PODSHELL_MAX_SESSIONS_PER_USER: '100000',
  PODSHELL_MAX_SESSIONS_PER_ADDRESS: '100000',
};

export const manySessionsRow: Row = {
  id: 'many-sessions',
  onRequest: true,
  async run({ cluster, progress }) {
    const count = Math.floor(
      Math.min(WANTED, SHARE * terminalLimit(), (SHARE * openFileLimit()) / FILES_EACH),
    );
    if (count < WANTED) progress(`this machine has terminals and open files for ${count} shells`);
    const replicas = await startBalancedReplicas(cluster, REPLICAS, 0, NO_LIMITS);
    try {
      await rest(AFTER_START_MS);
      const begin = () => PodshellTerminal.begin(replicas.url, { shell: 'sh' });
      await closeAll(await openMany(WARM_UP, begin, () => {}));
      await rest(1_000);
      const before = residentOf(replicas);
      const terminals = await openMany(count, begin, (open) => progress(`${open} of ${count} open`));
      await rest(SETTLE_MS);
      const kilobytesEach = (residentOf(replicas) - before) / 1024 / count;
      progress('keys in one after the other');
      const echo = await echoes(terminals);
      progress('closing');
      await closeAll(terminals);
      return [
        {
          name: `echo of one key, p99, ${count} open over ${REPLICAS} replicas`,
          unit: 'ms',
          ours: quantile(echo, 0.99),
          best: null,
          goal: { kind: 'at most', value: 15 },
          note: `median ${quantile(echo, 0.5).toFixed(2)} ms`,
        },
        {
          name: `memory for an idle session, of ${count} over ${REPLICAS} replicas, all processes`,
          unit: 'KB',
          ours: kilobytesEach,
          best: null,
          goal: { kind: 'none' },
        },
      ];
    } finally {
      await replicas.stop();
    }
  },
};

async function echoes(terminals: readonly BenchTerminal[]): Promise<number[]> {
  const echo: number[] = [];
  for (let key = 0; key < KEYS; key += 1) {
    const terminal = terminals[(key * STRIDE) % terminals.length];
    if (terminal !== undefined) echo.push(await echoOnce(terminal, key));
    await rest(GAP_MS);
  }
  return echo;
}

function residentOf({ running }: BalancedReplicas): number {
  return running.reduce((sum, { server }) => sum + residentBytes(server.pid), 0);
}

/** How many pseudo-terminals Linux has. */
function terminalLimit(): number {
  return Number(readFileSync('/proc/sys/kernel/pty/max', 'latin1'));
}

/** Of a process. Node raises the soft limit to the hard one. */
function openFileLimit(): number {
  const found = /^Max open files\s+\d+\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1'));
  return Number(found?.[1] ?? Number.POSITIVE_INFINITY);
}
