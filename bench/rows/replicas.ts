/** A shell of another replica beside one of the same: what the way through a second process costs. */

import { PodshellTerminal, type PodshellTerminalOptions } from '../clients/podshell-terminal.ts';
import type { Measurement } from '../report/measurement.ts';
import { median } from '../report/statistics.ts';
import { startBalancedReplicas } from '../stack/balanced-replicas.ts';
import type { BenchCluster } from '../stack/cluster.ts';
import { residentBytes } from '../stack/process-figures.ts';
import { echoInTurns } from './echo.ts';
import { closeAll, openMany } from './idle.ts';
import { flood } from './output.ts';
import { type Row, type RowContext, rest } from './row.ts';

const COLUMNS = 1000;
const ROUNDS = 3;
const IDLE_SESSIONS = 300;
const WARM_UP = 32;
const SETTLE_MS = 6_000;

type Progress = RowContext['progress'];

export const replicasRow: Row = {
  id: 'replicas',
  async run({ cluster, progress }) {
    const pair = await startPair(cluster);
    const measurements: Measurement[] = [];
    try {
      progress('echo');
      measurements.push(await echo(pair), await output(pair, progress));
    } finally {
      await pair.stop();
    }
    // In fresh processes: memory that earlier shells leave behind would be counted for nothing.
    const best = await idle(cluster, 'direct', progress);
    const ours = await idle(cluster, 'through', progress);
    return [
      ...measurements,
      {
        name: 'memory for an idle session through a replica, both processes',
        unit: 'KB',
        ours,
        best,
        goal: { kind: 'at most of best', value: 1.3 },
      },
    ];
  },
};

/** Two replicas: one has all shells, clients connect to either. */
interface Pair {
  readonly url: string;
  residentBytes(): number;
  /** Options of a terminal that connects to the other one. */
  readonly through: PodshellTerminalOptions;
  stop(): Promise<void>;
}

async function startPair(cluster: BenchCluster): Promise<Pair> {
  const { running, stop } = await startBalancedReplicas(cluster, 2);
  const [owner, front] = running.map(({ server }) => server);
  if (owner === undefined || front === undefined) throw new Error('Two replicas were asked for');
  return {
    url: owner.url,
    residentBytes: () => residentBytes(owner.pid) + residentBytes(front.pid),
    through: { through: { url: front.url } },
    stop,
  };
}

async function echo({ url, through }: Pair): Promise<Measurement> {
  const direct = await PodshellTerminal.open(url, { cols: COLUMNS });
  const relayed = await PodshellTerminal.open(url, { ...through, cols: COLUMNS });
  const [best = [], ours = []] = await echoInTurns([direct, relayed]);
  await closeAll([direct, relayed]);
  return {
    name: 'echo through a replica, median',
    unit: 'ms',
    ours: median(ours),
    best: median(best),
    goal: { kind: 'at most above best', value: 0.5 },
    note: 'best: the same without the other replica',
  };
}

async function output({ url, through }: Pair, progress: Progress): Promise<Measurement> {
  const ours: number[] = [];
  const best: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    progress(`100 MB, round ${round} of ${ROUNDS}`);
    best.push((await flood(await PodshellTerminal.open(url), () => 0)).megabytesPerSecond);
    ours.push((await flood(await PodshellTerminal.open(url, through), () => 0)).megabytesPerSecond);
  }
  return {
    name: '100 MB through a replica',
    unit: 'MB/s',
    ours: median(ours),
    best: median(best),
    goal: { kind: 'at least of best', value: 0.9 },
  };
}

/** @returns kilobytes for each session, of both processes */
async function idle(cluster: BenchCluster, way: 'direct' | 'through', progress: Progress): Promise<number> {
  const pair = await startPair(cluster);
  try {
    const options = { shell: 'sh', ...(way === 'direct' ? {} : pair.through) };
    const begin = () => PodshellTerminal.begin(pair.url, options);
    await closeAll(await openMany(WARM_UP, begin, () => {}));
    await rest(SETTLE_MS);
    const before = pair.residentBytes();
    const terminals = await openMany(IDLE_SESSIONS, begin, (count) => progress(`${count} idle, ${way}`));
    await rest(SETTLE_MS);
    const each = (pair.residentBytes() - before) / 1024 / IDLE_SESSIONS;
    await closeAll(terminals);
    return each;
  } finally {
    await pair.stop();
  }
}
