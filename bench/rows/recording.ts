/** What recording costs: CPU of a flood and time of an echo, beside a server that records nothing. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PodshellTerminal } from '../clients/podshell-terminal.ts';
import { median } from '../report/statistics.ts';
import { startPodshell } from '../stack/podshell.ts';
import { cpuSeconds } from '../stack/process-figures.ts';
import { COLUMNS, echoInTurns } from './echo.ts';
import { flood } from './output.ts';
import type { Row } from './row.ts';

/** CPU of a flood differs from run to run as much as recording costs. */
const ROUNDS = 5;

export const recordingRow: Row = {
  id: 'recording',
  async run({ cluster, progress }) {
    const folder = await mkdtemp(join(tmpdir(), 'podshell-bench-recordings-'));
    const plain = await startPodshell(cluster);
    const recorded = await startPodshell(cluster, {
      PODSHELL_RECORD: 'best-effort',
      PODSHELL_RECORD_TO: folder,
      PODSHELL_RECORD_SPOOL_BYTES: String(4 * 1024 * 1024 * 1024),
    });
    try {
      const ours: number[] = [];
      const best: number[] = [];
      for (let round = 1; round <= ROUNDS; round += 1) {
        progress(`100 MB, round ${round} of ${ROUNDS}`);
        for (const [server, seconds] of [
          [plain, best],
          [recorded, ours],
        ] as const) {
          const one = await flood(await PodshellTerminal.open(server.url), () => cpuSeconds(server.pid));
          seconds.push(one.cpuSeconds);
        }
      }
      progress('keys, in turns');
      const terminals = await Promise.all(
        [recorded, plain].map(({ url }) => PodshellTerminal.open(url, { cols: COLUMNS })),
      );
      const [ourTimes = [], bestTimes = []] = await echoInTurns(terminals);
      await Promise.all(terminals.map((terminal) => terminal.close()));
      return [
        {
          name: '100 MB of base64, recorded: server CPU',
          unit: 's',
          ours: median(ours),
          best: median(best),
          goal: { kind: 'at most of best', value: 1.1 },
          note: 'best: without recording',
        },
        {
          name: 'echo of one key, recorded, median',
          unit: 'ms',
          ours: median(ourTimes),
          best: median(bestTimes),
          goal: { kind: 'at most above best', value: 0.05 },
          note: 'best: without recording',
        },
      ];
    } finally {
      await Promise.all([plain.stop(), recorded.stop()]);
      await rm(folder, { recursive: true, force: true });
    }
  },
};
