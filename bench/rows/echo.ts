/** From a key at a prompt to its echo. */

import { ExecTerminal } from '../clients/exec-terminal.ts';
import { KubectlTerminal, kubectlInstalled } from '../clients/kubectl-terminal.ts';
import { PodshellTerminal } from '../clients/podshell-terminal.ts';
import { RelayTerminal } from '../clients/relay-terminal.ts';
import { type BenchTerminal, PROMPT, settle } from '../clients/terminal.ts';
import { median, quantile } from '../report/statistics.ts';
import { startPodshell } from '../stack/podshell.ts';
import { startRelay } from '../stack/relay.ts';
import { type Row, rest } from './row.ts';

const KEYS = 500;
const WARM_UP_KEYS = 50;
/** Milliseconds between two keys. A fast typist leaves 60; a longer gap would only slow the run. */
const GAP_MS = 3;
/** Wide enough for all keys on one line, so that bash echoes each one separately. */
export const COLUMNS = 1000;

export const echoRow: Row = {
  id: 'echo',
  async run({ cluster, progress }) {
    const server = await startPodshell(cluster);
    const relay = await startRelay(cluster, 'bash');
    try {
      const ours = await PodshellTerminal.open(server.url, { cols: COLUMNS });
      const best = await ExecTerminal.open(cluster, ['bash'], COLUMNS);
      const relayed = new RelayTerminal(relay.port);
      await relayed.expect('');
      relayed.resize(COLUMNS, 24);
      progress(`${KEYS} keys, in turns`);
      const [ourTimes = [], bestTimes = [], relayTimes = []] = await echoInTurns([ours, best, relayed]);
      const kubectl = kubectlInstalled()
        ? await kubectlTimes(new KubectlTerminal(cluster, COLUMNS))
        : undefined;
      await Promise.all([ours.close(), best.close(), relayed.close()]);
      const note = (share: number) => {
        const through = `through a bare relay: ${quantile(relayTimes, share).toFixed(2)} ms`;
        return kubectl === undefined
          ? through
          : `${through}; kubectl exec: ${quantile(kubectl, share).toFixed(2)} ms`;
      };
      return [
        {
          name: 'echo of one key, median',
          unit: 'ms',
          ours: median(ourTimes),
          best: median(bestTimes),
          goal: { kind: 'at most above best', value: 0.3 },
          note: note(0.5),
        },
        {
          name: 'echo of one key, p99',
          unit: 'ms',
          ours: quantile(ourTimes, 0.99),
          best: quantile(bestTimes, 0.99),
          goal: { kind: 'at most above best', value: 2 },
          note: note(0.99),
        },
      ];
    } finally {
      await Promise.all([server.stop(), relay.stop()]);
    }
  },
};

async function kubectlTimes(terminal: KubectlTerminal): Promise<number[]> {
  await terminal.expect('');
  const [times = []] = await echoInTurns([terminal]);
  await terminal.close();
  return times;
}

/**
 * Milliseconds of each key for each terminal, which are at a prompt or will be. Terminals alternate, so that a
 * disturbance affects all of them.
 */
export async function echoInTurns(terminals: readonly BenchTerminal[]): Promise<number[][]> {
  for (const terminal of terminals) await settle(terminal);
  const times = terminals.map((): number[] => []);
  for (let key = -WARM_UP_KEYS; key < KEYS; key += 1) {
    for (const [index, terminal] of terminals.entries()) {
      const milliseconds = await echoOnce(terminal, key);
      if (key >= 0) times[index]?.push(milliseconds);
      await rest(GAP_MS);
    }
  }
  for (const terminal of terminals) {
    const prompt = terminal.expect(PROMPT);
    terminal.type('\x03');
    await prompt;
  }
  return times;
}

/** @param count makes each key different, so that a late echo is not taken for the next one */
export async function echoOnce(terminal: BenchTerminal, count: number): Promise<number> {
  const key = String.fromCharCode(97 + (((count % 26) + 26) % 26));
  const echo = terminal.expect(key);
  const sentAt = performance.now();
  terminal.type(key);
  return (await echo) - sentAt;
}
