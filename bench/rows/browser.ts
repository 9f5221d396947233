/** What a user sees: a terminal in Chromium, on the shell page and in the dock. */

import { type Browser, chromium } from '@playwright/test';
import { DISABLED_FEATURES } from '#scripts/browser-features.ts';
import { findBrowser } from '#scripts/find-browser.ts';
import { PageTerminal } from '../clients/page-terminal.ts';
import type { Measurement } from '../report/measurement.ts';
import { median, quantile } from '../report/statistics.ts';
import { startPodshell } from '../stack/podshell.ts';
import { type Row, rest } from './row.ts';

const ROUNDS = 3;
const BASE64_BYTES = 10_000_000;
const FLOOD_MS = 5_000;
/** Duration of each flood in which the page's blocks are measured without reading its text. */
const UNWATCHED_MS = 3_000;
/** Pages in which a first shell is opened. */
const FIRST_SHELLS = 5;
const KEYS = 60;
const KEY_GAP_MS = 80;
const VIEWPORT = { width: 1280, height: 800 };

interface Stage {
  readonly browser: Browser;
  readonly url: string;
  readonly progress: (words: string) => void;
}

export const browserRow: Row = {
  id: 'browser',
  async run({ cluster, progress }) {
    const { executablePath } = await findBrowser({ headless: false }, progress);
    const server = await startPodshell(cluster);
    const browser = await chromium.launch({ executablePath, args: [DISABLED_FEATURES] });
    try {
      const stage = { browser, url: server.url, progress };
      const page = await browser.newPage({ viewport: VIEWPORT });
      const onPage = await PageTerminal.open(page, server.url);
      const measured = await measureTerminal(onPage, 'Chromium', progress);
      await page.close();
      return [...measured, ...(await measureDock(stage))];
    } finally {
      await browser.close();
      await server.stop();
    }
  },
};

async function measureDock({ browser, url, progress }: Stage): Promise<Measurement[]> {
  const first: number[] = [];
  const second: number[] = [];
  let measured: Measurement[] = [];
  for (let round = 1; round <= FIRST_SHELLS; round += 1) {
    progress(`first shell of a page, round ${round} of ${FIRST_SHELLS}`);
    const context = await browser.newContext({ viewport: VIEWPORT });
    const { terminal, took } = await PageTerminal.openInDock(await context.newPage(), url);
    first.push(took);
    if (round === FIRST_SHELLS) measured = await measureTerminal(terminal, 'Chromium, dock', progress);
    second.push(await terminal.anotherInDock());
    await context.close();
  }
  const click: Measurement = {
    name: 'Chromium, dock: click to first prompt',
    unit: 'ms',
    ours: median(first),
    best: null,
    goal: { kind: 'at most', value: 150 },
    note: `a second shell in the page: ${median(second).toFixed(0)} ms`,
  };
  return [click, ...measured];
}

async function measureTerminal(
  terminal: PageTerminal,
  where: string,
  progress: (words: string) => void,
): Promise<Measurement[]> {
  progress(`${where}: keys`);
  const keys: number[] = [];
  for (let count = 0; count < KEYS; count += 1) {
    keys.push(await terminal.timeOfKey('abcdefgh'.charAt(count % 8)));
    await rest(KEY_GAP_MS);
  }
  await terminal.press('Control+C');
  await terminal.untilPrompt();
  const seq: number[] = [];
  const base64: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    progress(`${where}: seq and base64, round ${round} of ${ROUNDS}`);
    await terminal.type('seq 1 300000');
    seq.push(await terminal.timeToPrompt('Enter'));
    await terminal.type(`base64 /dev/urandom | head -c ${BASE64_BYTES}`);
    base64.push(await terminal.timeToPrompt('Enter'));
  }
  progress(`${where}: Ctrl+C after 5 s of yes`);
  const interrupts: number[] = [];
  for (let round = 0; round < 2; round += 1) {
    await terminal.type('yes\n');
    await rest(FLOOD_MS);
    interrupts.push(await terminal.timeToPrompt('Control+C'));
  }
  progress(`${where}: floods without reading the page`);
  await terminal.forgetLongestTask();
  await terminal.type('seq 1 300000\n');
  await rest(UNWATCHED_MS);
  await terminal.type('yes\n');
  await rest(UNWATCHED_MS);
  await terminal.press('Control+C');
  // Looking for the prompt would read 10,000 lines, which is a block of its own.
  await rest(UNWATCHED_MS);
  const longest = await terminal.longestTask();
  await terminal.untilPrompt();
  return measurements(where, { keys, seq, base64, interrupts, longest });
}

interface Times {
  readonly keys: readonly number[];
  readonly seq: readonly number[];
  readonly base64: readonly number[];
  readonly interrupts: readonly number[];
  readonly longest: number;
}

function measurements(where: string, { keys, seq, base64, interrupts, longest }: Times): Measurement[] {
  return [
    {
      name: `${where}: key to the frame with its echo, median`,
      unit: 'ms',
      ours: median(keys),
      best: null,
      goal: { kind: 'at most', value: 6 },
    },
    {
      name: `${where}: key to the frame with its echo, p95`,
      unit: 'ms',
      ours: quantile(keys, 0.95),
      best: null,
      goal: { kind: 'at most', value: 10 },
    },
    {
      name: `${where}: seq 1 300000 to its last line`,
      unit: 's',
      ours: median(seq) / 1000,
      best: null,
      goal: { kind: 'at most', value: 0.45 },
    },
    {
      name: `${where}: 10 MB of base64`,
      unit: 'MB/s',
      ours: BASE64_BYTES / 1e6 / (median(base64) / 1000),
      best: null,
      goal: { kind: 'at least', value: 5.8 },
    },
    {
      name: `${where}: Ctrl+C after 5 s of yes`,
      unit: 's',
      ours: Math.max(...interrupts) / 1000,
      best: null,
      goal: { kind: 'at most', value: 0.3 },
    },
    {
      name: `${where}: longest block of the page in a flood`,
      unit: 'ms',
      ours: longest,
      best: null,
      goal: { kind: 'at most', value: 50 },
      ...(longest === 0 ? { note: 'none was over 50 ms, below which the browser reports none' } : {}),
    },
  ];
}
