/** Ctrl+C in a flood that is faster than the screen. */

import { ExecTerminal } from '../clients/exec-terminal.ts';
import { SlowScreen } from '../clients/slow-screen.ts';
import { PROMPT, settle } from '../clients/terminal.ts';
import type { Measurement } from '../report/measurement.ts';
import { startPodshell } from '../stack/podshell.ts';
import { type Row, type RowContext, rest } from './row.ts';

const FLOOD_MS = 5_000;
/** A reader that keeps up has no backlog. */
const BARE_FLOOD_MS = 1_000;
const READERS = [
  { megabytesPerSecond: 5, goalSeconds: 0.3 },
  { megabytesPerSecond: 2, goalSeconds: 0.5 },
] as const;

export const interruptRow: Row = {
  id: 'interrupt',
  async run(context) {
    const { cluster, progress } = context;
    progress('a bare client that keeps up');
    const best = await bareSeconds(context);
    const server = await startPodshell(cluster);
    try {
      const measurements: Measurement[] = [];
      for (const { megabytesPerSecond, goalSeconds } of READERS) {
        progress(`a reader of ${megabytesPerSecond} MB/s`);
        const screen = await SlowScreen.open(server.url, megabytesPerSecond * 1e6);
        await settle(screen);
        screen.type('yes\r');
        await rest(FLOOD_MS);
        const shownBefore = screen.shownBytes;
        const prompt = screen.expect(PROMPT);
        const from = performance.now();
        screen.type('\x03');
        const seconds = ((await prompt) - from) / 1000;
        const kilobytes = Math.round((screen.shownBytes - shownBefore) / 1000);
        await screen.close();
        measurements.push({
          name: `Ctrl+C after 5 s of yes, reader of ${megabytesPerSecond} MB/s`,
          unit: 's',
          ours: seconds,
          best,
          goal: { kind: 'at most', value: goalSeconds },
          note: `${kilobytes} kB shown after the key; best: a bare client that keeps up and so has no backlog`,
        });
      }
      return measurements;
    } finally {
      await server.stop();
    }
  },
};

async function bareSeconds({ cluster }: RowContext): Promise<number> {
  const terminal = await ExecTerminal.open(cluster, ['bash']);
  await settle(terminal);
  terminal.type('yes\r');
  await rest(BARE_FLOOD_MS);
  const prompt = terminal.expect(PROMPT);
  const from = performance.now();
  terminal.type('\x03');
  const seconds = ((await prompt) - from) / 1000;
  await terminal.close();
  return seconds;
}
