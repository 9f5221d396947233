/** A flood of plain text: throughput and CPU. */

import { ExecTerminal } from '../clients/exec-terminal.ts';
import { PodshellTerminal } from '../clients/podshell-terminal.ts';
import { type BenchTerminal, PROMPT, settle } from '../clients/terminal.ts';
import { median } from '../report/statistics.ts';
import { startPodshell } from '../stack/podshell.ts';
import { cpuSeconds } from '../stack/process-figures.ts';
import type { Row } from './row.ts';

const BYTES = 100_000_000;
const ROUNDS = 3;

interface Flood {
  readonly megabytesPerSecond: number;
  /** CPU seconds per 100 MB. */
  readonly cpuSeconds: number;
}

export const outputRow: Row = {
  id: 'output',
  async run({ cluster, progress }) {
    const server = await startPodshell(cluster);
    try {
      const ours: Flood[] = [];
      const best: Flood[] = [];
      for (let round = 1; round <= ROUNDS; round += 1) {
        progress(`100 MB, round ${round} of ${ROUNDS}`);
        best.push(await flood(await ExecTerminal.open(cluster, ['bash']), () => cpuSeconds(process.pid)));
        ours.push(await flood(await PodshellTerminal.open(server.url), () => cpuSeconds(server.pid)));
      }
      return [
        {
          name: '100 MB of base64',
          unit: 'MB/s',
          ours: median(ours.map((one) => one.megabytesPerSecond)),
          best: median(best.map((one) => one.megabytesPerSecond)),
          goal: { kind: 'at least of best', value: 0.9 },
        },
        {
          name: '100 MB of base64, server CPU',
          unit: 's',
          ours: median(ours.map((one) => one.cpuSeconds)),
          best: median(best.map((one) => one.cpuSeconds)),
          goal: { kind: 'at most of best', value: 1.5 },
          note: 'best: the CPU of the bare client itself',
        },
      ];
    } finally {
      await server.stop();
    }
  },
};

export async function flood(terminal: BenchTerminal, cpu: () => number): Promise<Flood> {
  await settle(terminal);
  const bytesBefore = terminal.bytes;
  const cpuBefore = cpu();
  const done = terminal.expect(PROMPT);
  const from = performance.now();
  terminal.type(`base64 /dev/urandom | head -c ${BYTES}\r`);
  const seconds = ((await done) - from) / 1000;
  const hundreds = (terminal.bytes - bytesBefore) / BYTES;
  const result = {
    megabytesPerSecond: (hundreds * 100) / seconds,
    cpuSeconds: (cpu() - cpuBefore) / hundreds,
  };
  await terminal.close();
  return result;
}
