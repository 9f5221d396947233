/** `npm run bench`: measures every row in one run, prints a table and writes JSON. It never fails on a missed goal. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from '#scripts/ensure-build.ts';
import { formatMarkdown, withFigures } from './report/document.ts';
import { isMet, type Measurement, ratioOf } from './report/measurement.ts';
import { formatTable, quantity } from './report/table.ts';
import { browserRow } from './rows/browser.ts';
import { echoRow } from './rows/echo.ts';
import { idleRow } from './rows/idle.ts';
import { interruptRow } from './rows/interrupt.ts';
import { manySessionsRow } from './rows/many-sessions.ts';
import { memoryRow } from './rows/memory.ts';
import { outputRow } from './rows/output.ts';
import { manyPodsRow, podsRow } from './rows/pods.ts';
import { recordingRow } from './rows/recording.ts';
import { replayRow } from './rows/replay.ts';
import { replicasRow } from './rows/replicas.ts';
import { rollingRestartRow } from './rows/rolling-restart.ts';
import type { Row } from './rows/row.ts';
import { signInRow } from './rows/sign-in.ts';
import { SOCKJS_ID, sockJsMeasurements } from './rows/sockjs.ts';
import { startRow } from './rows/start.ts';
import { useRow } from './rows/use.ts';
import { watchersRow } from './rows/watchers.ts';
import { runSockJsBench } from './sockjs/run.ts';
import { openCluster } from './stack/cluster.ts';

const ROWS: readonly Row[] = [
  echoRow,
  startRow,
  useRow,
  signInRow,
  outputRow,
  interruptRow,
  memoryRow,
  browserRow,
  replayRow,
  podsRow,
  manyPodsRow,
  idleRow,
  recordingRow,
  replicasRow,
  rollingRestartRow,
  watchersRow,
  manySessionsRow,
];
const IDS = [...ROWS.map((row) => row.id), SOCKJS_ID];
const ON_REQUEST = ROWS.filter(({ onRequest }) => onRequest === true).map(({ id }) => id);
const RESULTS = join(import.meta.dirname, 'results');
const DOCUMENT = join(import.meta.dirname, '..', 'docs', 'performance.md');

const USAGE = `Usage: npm run bench -- [options]

Measures Podshell beside the best possible on the same path, on the demo cluster or on that of
PODSHELL_BENCH_KUBECONFIG=FILE, which must hold the demo cluster's pods.

  --only ROW   one of ${IDS.join(', ')}; may be given more than once; ${ON_REQUEST.join(', ')} runs only when named
  --document   also write the figures of a full run to docs/performance.md
  --help       this text`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      document: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  if (values.document && values.only !== undefined)
    throw new Error('--document needs a full run, without --only.');
  const ids = chosen(values.only);
  const startedAt = new Date();
  const shells = await measureShells(ROWS.filter((row) => ids.includes(row.id)));
  const sockjs = ids.includes(SOCKJS_ID) ? await runSockJsBench((line) => say(`sockjs: ${line}`)) : [];
  const measurements = [...shells.measurements, ...sockjs.flatMap(sockJsMeasurements)];
  const seconds = Math.round((Date.now() - startedAt.getTime()) / 1000);
  console.log(`\n${formatTable(measurements)}\n`);
  const conditions = `${shells.cluster}; Node ${process.versions.node}; ${machine()}; ${seconds} s`;
  console.log(conditions);
  await record({ startedAt: startedAt.toISOString(), seconds, cluster: shells.cluster }, measurements);
  if (!values.document) return;
  const date = startedAt.toISOString().slice(0, 10);
  const figures = formatMarkdown(measurements, `Measured on ${date}: ${conditions}.`);
  await writeFile(DOCUMENT, withFigures(await readFile(DOCUMENT, 'utf8'), figures));
}

/** @throws Error that lists the rows when the name is unknown */
function chosen(ids: readonly string[] | undefined): readonly string[] {
  const unknown = ids?.find((id) => !IDS.includes(id));
  if (unknown !== undefined) throw new Error(`There is no row "${unknown}".\n\n${USAGE}`);
  return ids ?? IDS.filter((id) => !ON_REQUEST.includes(id));
}

/** Runs the rows that need a cluster; without rows, starts no cluster. */
async function measureShells(
  rows: readonly Row[],
): Promise<{ cluster: string; measurements: Measurement[] }> {
  const measurements: Measurement[] = [];
  if (rows.length === 0) return { cluster: 'no cluster', measurements };
  await ensureBuild();
  const cluster = await openCluster(process.env.PODSHELL_BENCH_KUBECONFIG || undefined);
  try {
    for (const [index, row] of rows.entries()) {
      const progress = (words: string) => say(`[${index + 1}/${rows.length}] ${row.id}: ${words}`);
      const measured = await row.run({ cluster, progress });
      for (const one of measured) progress(`${one.name}: ${quantity(one.ours, one.unit)}`);
      measurements.push(...measured);
    }
  } finally {
    await cluster.dispose();
  }
  return { cluster: cluster.description, measurements };
}

async function record(run: object, measurements: readonly Measurement[]): Promise<void> {
  const result = {
    ...run,
    machine: machine(),
    node: process.versions.node,
    measurements: measurements.map((one) => ({ ...one, ratio: ratioOf(one), met: isMet(one) })),
  };
  await mkdir(RESULTS, { recursive: true });
  await writeFile(join(RESULTS, 'latest.json'), `${JSON.stringify(result, undefined, 2)}\n`);
}

function machine(): string {
  return `${availableParallelism()} x ${cpus()[0]?.model ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
