/** A recording of eight hours in Chromium: until all of it can be shown, and from one moment to another. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { DISABLED_FEATURES } from '#scripts/browser-features.ts';
import { findBrowser } from '#scripts/find-browser.ts';
import type { Measurement } from '../report/measurement.ts';
import { median, quantile } from '../report/statistics.ts';
import { makeLongRecording, secondLine } from '../stack/long-recording.ts';
import { startPodshell } from '../stack/podshell.ts';
import type { Row } from './row.ts';

const SECONDS = 8 * 3600;
const LINES_PER_SECOND = 25;
const SEEKS = 60;
const VIEWPORT = { width: 1280, height: 800 };

/** Steps through the recording that lead near and far, and to each moment once: it shares no factor with the seconds. */
const STRIDE = 7919;

const PREPARED_TIMEOUT_MS = 300_000;

export const replayRow: Row = {
  id: 'replay',
  async run({ cluster, progress }) {
    const directory = await mkdtemp(join(tmpdir(), 'podshell-bench-recordings-'));
    try {
      progress('writing a recording of eight hours');
      const recording = await makeLongRecording({
        directory,
        seconds: SECONDS,
        linesPerSecond: LINES_PER_SECOND,
      });
      const server = await startPodshell(cluster, { PODSHELL_RECORD_TO: directory });
      const { executablePath } = await findBrowser({ headless: false }, progress);
      const browser = await chromium.launch({ executablePath, args: [DISABLED_FEATURES] });
      try {
        const page = await browser.newPage({ viewport: VIEWPORT });
        progress('preparing it');
        const began = performance.now();
        await page.goto(`${server.url}/recordings/${recording.id}`);
        await page
          .getByLabel('About this recording')
          .getByText('intact')
          .waitFor({ timeout: PREPARED_TIMEOUT_MS });
        const prepared = performance.now() - began;
        progress('seeking');
        return measurements(recording.bytes, prepared, await seekTimes(page));
      } finally {
        await browser.close();
        await server.stop();
      }
    } finally {
      await rm(directory, { recursive: true });
    }
  },
};

async function seekTimes(page: Page): Promise<readonly number[]> {
  const times: number[] = [];
  for (let seek = 1; seek <= SEEKS; seek += 1) {
    const second = (seek * STRIDE) % SECONDS;
    times.push(await page.evaluate(seekIn, { ms: second * 1000, line: secondLine(second) }));
  }
  return times;
}

/** Runs in the page: moves the bar, as a user does. @returns milliseconds until the frame after the screen has the line */
function seekIn({ ms, line }: { readonly ms: number; readonly line: string }): Promise<number> {
  const bar = document.querySelector<HTMLInputElement>('input[type="range"]');
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  if (bar === null || set === undefined) throw new Error('The page has no bar');
  return new Promise((resolve) => {
    const began = performance.now();
    // React hears of a value that was set past it.
    set.call(bar, `${ms}`);
    bar.dispatchEvent(new Event('input', { bubbles: true }));
    const look = () => {
      if (window.podshell?.terminals()[0]?.text().includes(`${line}\n`) === true)
        resolve(performance.now() - began);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

function measurements(bytes: number, prepared: number, seeks: readonly number[]): Measurement[] {
  const note = `${SEEKS} seeks; median ${median(seeks).toFixed(0)} ms`;
  return [
    {
      name: `Replay of 8 h: opened and prepared (${Math.round(bytes / 1e6)} MB)`,
      unit: 's',
      ours: prepared / 1000,
      best: null,
      goal: { kind: 'at most', value: 30 },
      note: `${(bytes / 1e3 / prepared).toFixed(1)} MB/s; what is prepared can be shown meanwhile`,
    },
    {
      name: 'Replay of 8 h: seek to the moment on the screen, p95',
      unit: 'ms',
      ours: quantile(seeks, 0.95),
      best: null,
      goal: { kind: 'at most', value: 300 },
      note,
    },
    {
      name: 'Replay of 8 h: slowest seek',
      unit: 'ms',
      ours: Math.max(...seeks),
      best: null,
      goal: { kind: 'at most', value: 300 },
    },
  ];
}
