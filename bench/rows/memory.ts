/** Server memory during a flood while the reader has stopped. */

import { PodshellTerminal } from '../clients/podshell-terminal.ts';
import { PROMPT, settle } from '../clients/terminal.ts';
import { startPodshell } from '../stack/podshell.ts';
import { residentBytes } from '../stack/process-figures.ts';
import { type Row, rest } from './row.ts';

const FLOOD_SECONDS = 20;
const SAMPLES_A_SECOND = 10;

export const memoryRow: Row = {
  id: 'memory',
  async run({ cluster, progress }) {
    const server = await startPodshell(cluster);
    try {
      // Never acknowledges: the server notices only that its socket does not drain.
      const terminal = await PodshellTerminal.open(server.url, { acks: false });
      await settle(terminal);
      await rest(1_000);
      progress(`${FLOOD_SECONDS} s of yes, nothing read`);
      const before = residentBytes(server.pid);
      let peak = before;
      terminal.pause();
      terminal.type('yes\r');
      for (let sample = 0; sample < FLOOD_SECONDS * SAMPLES_A_SECOND; sample += 1) {
        await rest(1000 / SAMPLES_A_SECOND);
        peak = Math.max(peak, residentBytes(server.pid));
      }
      const after = residentBytes(server.pid);
      const prompt = terminal.expect(PROMPT);
      terminal.resume();
      terminal.type('\x03');
      await prompt;
      await terminal.close();
      return [
        {
          name: 'server memory in 20 s of yes, reader stopped',
          unit: 'MB',
          ours: (peak - before) / 1e6,
          best: null,
          goal: { kind: 'at most', value: 5 },
          note: `at its highest; ${((after - before) / 1e6).toFixed(1)} MB more at the end`,
        },
      ];
    } finally {
      await server.stop();
    }
  },
};
