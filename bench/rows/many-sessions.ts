/** Thousands of idle shells over three replicas: the echo of one of them, and memory. Only on request: it takes minutes. */

import { allOf, planReplicas } from '#e2e/support/replica-plan.ts';
import { PodshellTerminal } from '../clients/podshell-terminal.ts';
import type { BenchTerminal } from '../clients/terminal.ts';
import { quantile } from '../report/statistics.ts';
import { type BenchCluster, openCluster } from '../stack/cluster.ts';
import { type BenchServer, startPodshell } from '../stack/podshell.ts';
import { residentBytes } from '../stack/process-figures.ts';
import { echoOnce } from './echo.ts';
import { closeAll, openMany } from './idle.ts';
import { mostShells } from './machine-limits.ts';
import { AFTER_START_MS, type Row, rest } from './row.ts';

const REPLICAS = 3;
const WANTED = 10_000;
const WARM_UP = 48;
/** By then the replicas have collected what opening the shells has left; see server/quiet-times.ts. */
const SETTLE_MS = 33_000;
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
    const count = mostShells(WANTED, progress);
    const clusters = await clustersFor(cluster);
    const servers: BenchServer[] = [];
    try {
      await startReplicas(clusters, servers);
      await rest(AFTER_START_MS);
      const begin = inTurn(servers);
      await closeAll(await openMany(WARM_UP, begin, () => {}));
      await rest(1_000);
      const before = residentOf(servers);
      const terminals = await openMany(count, begin, (open) => progress(`${open} of ${count} open`));
      await rest(SETTLE_MS);
      const kilobytesEach = (residentOf(servers) - before) / 1024 / count;
      progress('keys in one after the other');
      const echo = await echoes(terminals);
      if (!cluster.isDemo) await closeAll(terminals);
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
      // Shells of demo clusters end with these: one after the other would take minutes.
      const signal = cluster.isDemo ? 'SIGKILL' : 'SIGTERM';
      await Promise.all(servers.map((server) => server.stop(signal)));
      for (const own of clusters) if (own !== cluster) await own.dispose();
    }
  },
};

/** A demo cluster for each replica: one process has too few open files for all shells. */
async function clustersFor(cluster: BenchCluster): Promise<readonly BenchCluster[]> {
  if (!cluster.isDemo) return Array.from({ length: REPLICAS }, () => cluster);
  const others = Array.from({ length: REPLICAS - 1 }, () => openCluster(undefined));
  return [cluster, ...(await allOf(others, (one) => one.dispose()))];
}

/** One after the other: each has said hello to those before it. */
async function startReplicas(clusters: readonly BenchCluster[], servers: BenchServer[]): Promise<void> {
  const plan = await planReplicas(REPLICAS);
  await plan.dispose();
  for (const [at, cluster] of clusters.entries()) {
    servers.push(await startPodshell(cluster, { ...plan.replicas[at], ...NO_LIMITS }));
  }
}

/**
 * Requests each shell of the next replica and connects through the one after, as a load balancer that knows nothing does; one
 * in between would need two open files for each shell.
 */
function inTurn(servers: readonly BenchServer[]): () => BenchTerminal {
  let turn = 0;
  const next = (): string => servers[turn++ % servers.length]?.url ?? '';
  return () => PodshellTerminal.begin(next(), { shell: 'sh', through: { url: next() } });
}

async function echoes(terminals: readonly BenchTerminal[]): Promise<number[]> {
  const echo: number[] = [];
  for (let key = 0; key < KEYS; key += 1) {
    const terminal = terminals[(key * STRIDE) % terminals.length];
    if (terminal !== undefined) echo.push(await echoOnce(terminal, key));
    await rest(GAP_MS);
  }
  return echo;
}

function residentOf(servers: readonly BenchServer[]): number {
  return servers.reduce((sum, { pid }) => sum + residentBytes(pid), 0);
}
