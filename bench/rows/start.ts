/** From the shell request to the first output. */

import { ExecTerminal } from '../clients/exec-terminal.ts';
import { KubectlTerminal, kubectlInstalled } from '../clients/kubectl-terminal.ts';
import { PodshellTerminal } from '../clients/podshell-terminal.ts';
import type { BenchTerminal } from '../clients/terminal.ts';
import { median } from '../report/statistics.ts';
import { startPodshell } from '../stack/podshell.ts';
import { type Row, rest } from './row.ts';

const STARTS = 25;
const WARM_UP = 5;
const KUBECTL_STARTS = 5;
const GAP_MS = 30;

export const startRow: Row = {
  id: 'start',
  async run({ cluster, progress }) {
    const server = await startPodshell(cluster);
    try {
      progress(`${STARTS} shells, in turns`);
      const inOrder: number[] = [];
      const atOnce: number[] = [];
      const best: number[] = [];
      for (let count = -WARM_UP; count < STARTS; count += 1) {
        const bare = await timeOf(() => ExecTerminal.begin(cluster, ['bash']));
        const stepwise = await timeOf(() => PodshellTerminal.beginInOrder(server.url));
        const parallel = await timeOf(() => PodshellTerminal.begin(server.url));
        if (count < 0) continue;
        best.push(bare);
        inOrder.push(stepwise);
        atOnce.push(parallel);
      }
      const kubectl: number[] = [];
      for (let count = 0; count < KUBECTL_STARTS && kubectlInstalled(); count += 1) {
        kubectl.push(await timeOf(() => new KubectlTerminal(cluster)));
      }
      const kubectlNote = kubectl.length === 0 ? '' : `; kubectl exec: ${median(kubectl).toFixed(0)} ms`;
      return [
        {
          name: 'shell request to first output',
          unit: 'ms',
          ours: median(inOrder),
          best: median(best),
          goal: { kind: 'at most above best', value: 15 },
          note: `request and connection at the same time, as the page does: ${median(atOnce).toFixed(1)} ms${kubectlNote}`,
        },
      ];
    } finally {
      await server.stop();
    }
  },
};

/** Milliseconds until a shell that is opened has printed something. */
export async function timeOf(open: () => BenchTerminal | Promise<BenchTerminal>): Promise<number> {
  const from = performance.now();
  const terminal = await open();
  const at = await terminal.expect('');
  await terminal.close();
  await rest(GAP_MS);
  return at - from;
}
