/** The list of 10,000 and of 50,000 pods in Chromium: time to load, time to filter, and the cost of a busy cluster. */

import { type Browser, chromium } from '@playwright/test';
import { DISABLED_FEATURES } from '#scripts/browser-features.ts';
import { findBrowser } from '#scripts/find-browser.ts';
import { timeOfBareList } from '../clients/bare-pods.ts';
import { PagePods } from '../clients/page-pods.ts';
import type { Measurement } from '../report/measurement.ts';
import { median, quantile } from '../report/statistics.ts';
import { type BenchServer, startPodshell } from '../stack/podshell.ts';
import { residentBytes } from '../stack/process-figures.ts';
import { type SyntheticCluster, startSyntheticCluster } from '../stack/synthetic-cluster.ts';
import { type Row, type RowContext, rest } from './row.ts';

/** A size of the list, and what is asked of it. */
interface Size {
  readonly pods: number;
  readonly rounds: number;
  /** From navigation to a usable table. Milliseconds. */
  readonly usable: number;
  /** From a key in the filter to its painted result, p95. Milliseconds. */
  readonly key: number;
}

const LARGE: Size = { pods: 10_000, rounds: 5, usable: 700, key: 16 };
const HUGE: Size = { pods: 50_000, rounds: 3, usable: 2000, key: 50 };
/** Each key leaves fewer rows than the one before. */
const WORDS = ['pay', 'x7b', 'cat4', 'b9', 'le2d', 'kz', 'edg', 'n5f'];
const CHANGES_A_SECOND = 500;
const WARM_UP_MS = 5_000;
const CHURN_MS = 10_000;

interface Stage extends Pick<RowContext, 'progress'> {
  readonly size: Size;
  /** The number of pods, in words. */
  readonly title: string;
  readonly browser: Browser;
  readonly server: BenchServer;
  readonly cluster: SyntheticCluster;
}

export const podsRow: Row = {
  id: 'pods',
  run: (context) =>
    onStage(LARGE, context, async (stage) => [
      await arrivals(stage),
      await keys(stage),
      ...(await churn(stage)),
    ]),
};

export const manyPodsRow: Row = {
  id: 'many-pods',
  run: (context) => onStage(HUGE, context, async (stage) => [await arrivals(stage), await keys(stage)]),
};

async function onStage(
  size: Size,
  { progress }: Pick<RowContext, 'progress'>,
  measure: (stage: Stage) => Promise<Measurement[]>,
): Promise<Measurement[]> {
  const { executablePath } = await findBrowser({ headless: false }, progress);
  const cluster = await startSyntheticCluster(size.pods, 2 * size.rounds + 1);
  const server = await startPodshell(cluster);
  const browser = await chromium.launch({ executablePath, args: [DISABLED_FEATURES] });
  const title = `${size.pods.toLocaleString('en')} pods`;
  try {
    return await measure({ size, title, browser, server, cluster, progress });
  } finally {
    await browser.close();
    await server.stop();
    await cluster.dispose();
  }
}

async function arrivals({ size, title, browser, server, cluster, progress }: Stage): Promise<Measurement> {
  const [first = '', ...contexts] = cluster.contexts;
  const open = async (context: string) => {
    const page = await PagePods.open(browser, `${server.url}/pods?context=${context}`, size.pods);
    const scripts = await page.scripts();
    await page.close();
    return { took: page.usableAfter, scripts };
  };
  progress('the first page of a server that has just started');
  const cold = await open(first);
  const ours: number[] = [];
  const again: number[] = [];
  const bare: number[] = [];
  for (let round = 1; round <= size.rounds; round += 1) {
    progress(`navigation, round ${round} of ${size.rounds}`);
    const context = contexts.shift() ?? first;
    ours.push((await open(context)).took);
    again.push((await open(context)).took);
    bare.push(await timeOfBareList(browser, server.url, contexts.shift() ?? first));
  }
  const words = [
    'best: a bare page that fetches and parses the list',
    `a second page: ${median(again).toFixed(0)} ms`,
    `first page of a new server: ${cold.took.toFixed(0)} ms`,
    `scripts: ${(cold.scripts.wire / 1000).toFixed(0)} kB sent, ${(cold.scripts.unpacked / 1000).toFixed(0)} kB unpacked`,
  ];
  return {
    name: `${title}: navigation to a usable table`,
    unit: 'ms',
    ours: median(ours),
    best: median(bare),
    goal: { kind: 'at most', value: size.usable },
    note: words.join('; '),
  };
}

async function keys({ size, title, browser, server, progress }: Stage): Promise<Measurement> {
  progress('keys in the filter');
  const page = await PagePods.open(browser, `${server.url}/pods`, size.pods);
  const times: number[] = [];
  for (const word of WORDS) {
    for (const key of [...word, ...[...word].map(() => 'Backspace')]) {
      const took = await page.timeOfKey(key);
      if (took !== undefined) times.push(took);
    }
  }
  const { heap } = await page.weight();
  await page.close();
  const words = [
    `${times.length} keys`,
    `median ${median(times).toFixed(0)} ms, longest ${Math.max(...times).toFixed(0)} ms`,
    `heap of the page ${(heap / 1e6).toFixed(0)} MB`,
    `server ${(residentBytes(server.pid) / 1e6).toFixed(0)} MB`,
  ];
  return {
    name: `${title}: filter key to painted result, p95`,
    unit: 'ms',
    ours: quantile(times, 0.95),
    best: null,
    goal: { kind: 'at most', value: size.key },
    note: words.join('; '),
  };
}

async function churn({ size, title, browser, server, cluster, progress }: Stage): Promise<Measurement[]> {
  progress(`${CHANGES_A_SECOND} changes a second for ${CHURN_MS / 1000} s`);
  // Sorted by what changes, so that visible rows change; sorted by name, most changes would be out of sight.
  const page = await PagePods.open(browser, `${server.url}/pods?sort=-restarts`, size.pods);
  const calm = cluster.churn(CHANGES_A_SECOND);
  await rest(WARM_UP_MS);
  const before = await page.weight();
  const memory = residentBytes(server.pid);
  await page.blocks();
  await rest(CHURN_MS);
  const blocks = await page.blocks();
  const after = await page.weight();
  const serverGrowth = (residentBytes(server.pid) - memory) / 1e6;
  calm();
  const rate = `${CHANGES_A_SECOND} changes/s for ${CHURN_MS / 1000} s`;
  return [
    {
      name: `${title}, ${rate}: longest block`,
      unit: 'ms',
      ours: Math.max(0, ...blocks),
      best: null,
      goal: { kind: 'at most', value: 100 },
      note: `${blocks.length} were over 50 ms`,
    },
    {
      name: `${title}, ${rate}: growth of the page's heap`,
      unit: 'MB',
      ours: (after.heap - before.heap) / 1e6,
      best: null,
      goal: { kind: 'at most', value: 2 },
      note: `${(after.heap / 1e6).toFixed(1)} MB after a collection; the server grew by ${serverGrowth.toFixed(1)} MB`,
    },
    {
      name: `${title}, ${rate}: elements of the page`,
      unit: '',
      ours: after.elements,
      best: null,
      goal: { kind: 'at most', value: 2000 },
      note: `${before.elements} before; ${after.nodes} nodes in all, ${before.nodes} before`,
    },
  ];
}
