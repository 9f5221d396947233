/** What a user sees: a shell page in Chromium. */

import { chromium } from '@playwright/test';
import { DISABLED_FEATURES } from '#scripts/browser-features.ts';
import { findBrowser } from '#scripts/find-browser.ts';
import { PageTerminal } from '../clients/page-terminal.ts';
import type { Measurement } from '../report/measurement.ts';
import { median } from '../report/statistics.ts';
import { startPodshell } from '../stack/podshell.ts';
import { type Row, rest } from './row.ts';

const ROUNDS = 3;
const BASE64_BYTES = 10_000_000;
const FLOOD_MS = 5_000;
/** Duration of each flood in which the page's blocks are measured without reading its text. */
const UNWATCHED_MS = 3_000;

export const browserRow: Row = {
  id: 'browser',
  async run({ cluster, progress }) {
    const { executablePath } = await findBrowser(progress);
    const server = await startPodshell(cluster);
    const browser = await chromium.launch({ executablePath, args: [DISABLED_FEATURES] });
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      const terminal = await PageTerminal.open(page, server.url);
      const seq: number[] = [];
      const base64: number[] = [];
      for (let round = 1; round <= ROUNDS; round += 1) {
        progress(`seq and base64, round ${round} of ${ROUNDS}`);
        await terminal.type('seq 1 300000');
        seq.push(await terminal.timeToPrompt('Enter'));
        await terminal.type(`base64 /dev/urandom | head -c ${BASE64_BYTES}`);
        base64.push(await terminal.timeToPrompt('Enter'));
      }
      progress('Ctrl+C after 5 s of yes');
      const interrupts: number[] = [];
      for (let round = 0; round < 2; round += 1) {
        await terminal.type('yes\n');
        await rest(FLOOD_MS);
        interrupts.push(await terminal.timeToPrompt('Control+C'));
      }
      progress('floods without reading the page');
      await terminal.forgetLongestTask();
      await terminal.type('seq 1 300000\n');
      await rest(UNWATCHED_MS);
      await terminal.type('yes\n');
      await rest(UNWATCHED_MS);
      await terminal.press('Control+C');
      await terminal.untilPrompt();
      const longest = await terminal.longestTask();
      await terminal.type('exit\n');
      return measurements(seq, base64, interrupts, longest);
    } finally {
      await browser.close();
      await server.stop();
    }
  },
};

function measurements(
  seq: readonly number[],
  base64: readonly number[],
  interrupts: readonly number[],
  longest: number,
): Measurement[] {
  return [
    {
      name: 'Chromium: seq 1 300000 to its last line',
      unit: 's',
      ours: median(seq) / 1000,
      best: null,
      goal: { kind: 'at most', value: 0.7 },
    },
    {
      name: 'Chromium: 10 MB of base64',
      unit: 'MB/s',
      ours: BASE64_BYTES / 1e6 / (median(base64) / 1000),
      best: null,
      goal: { kind: 'at least', value: 5.8 },
    },
    {
      name: 'Chromium: Ctrl+C after 5 s of yes',
      unit: 's',
      ours: Math.max(...interrupts) / 1000,
      best: null,
      goal: { kind: 'at most', value: 0.3 },
    },
    {
      name: 'Chromium: longest block of the page in a flood',
      unit: 'ms',
      ours: longest,
      best: null,
      goal: { kind: 'at most', value: 60 },
      note: '0: none was over 50 ms',
    },
  ];
}
