/** A thousand idle shells: the memory of each, and the echo time of one of them. */

import { PodshellTerminal } from '../clients/podshell-terminal.ts';
import { RelayTerminal } from '../clients/relay-terminal.ts';
import type { BenchTerminal } from '../clients/terminal.ts';
import { quantile } from '../report/statistics.ts';
import { startPodshell } from '../stack/podshell.ts';
import { residentBytes } from '../stack/process-figures.ts';
import { startRelay } from '../stack/relay.ts';
import { echoOnce } from './echo.ts';
import { AFTER_START_MS, type Row, rest } from './row.ts';

const SESSIONS = 1000;
/** Shells opened concurrently. */
const AT_ONCE = 16;
/** Opened and closed first, so that one-time costs are not counted. */
const WARM_UP = 32;
/**
 * Milliseconds before each measurement: garbage is collected once it has been quiet for 15 s, and 30 s after the last
 * collection. Otherwise the garbage of the first shells would be taken off what the others take.
 */
const SETTLE_MS = 33_000;
const KEYS = 500;
const GAP_MS = 2;

interface Idle {
  readonly kilobytesEach: number;
  readonly echo: readonly number[];
}

export const idleRow: Row = {
  id: 'idle',
  async run({ cluster, progress }) {
    const server = await startPodshell(cluster);
    const ours = await measure(
      server.pid,
      () => PodshellTerminal.begin(server.url, { shell: 'sh' }),
      progress,
    ).finally(() => server.stop());
    const relay = await startRelay(cluster, 'sh');
    const best = await measure(relay.pid, () => new RelayTerminal(relay.port), progress).finally(() =>
      relay.stop(),
    );
    return [
      {
        name: `memory for an idle session, of ${SESSIONS}`,
        unit: 'KB',
        ours: ours.kilobytesEach,
        best: best.kilobytesEach,
        goal: { kind: 'at most of best', value: 1.2 },
        note: 'best: a bare relay, WebSocket in, TLS WebSocket out',
      },
      {
        name: `echo of one key, p99, ${SESSIONS} open`,
        unit: 'ms',
        ours: quantile(ours.echo, 0.99),
        best: quantile(best.echo, 0.99),
        goal: { kind: 'at most', value: 10 },
        note: `median ${quantile(ours.echo, 0.5).toFixed(2)} ms`,
      },
    ];
  },
};

async function measure(
  pid: number,
  begin: () => BenchTerminal,
  progress: (words: string) => void,
): Promise<Idle> {
  await rest(AFTER_START_MS);
  await closeAll(await openMany(WARM_UP, begin, () => {}));
  await rest(SETTLE_MS);
  const before = residentBytes(pid);
  const terminals = await openMany(SESSIONS, begin, (count) => progress(`${count} of ${SESSIONS} open`));
  await rest(SETTLE_MS);
  const kilobytesEach = (residentBytes(pid) - before) / 1024 / SESSIONS;
  progress('keys in one after the other');
  const echo: number[] = [];
  for (let key = 0; key < KEYS; key += 1) {
    const terminal = terminals[(key * 7919) % terminals.length];
    if (terminal !== undefined) echo.push(await echoOnce(terminal, key));
    await rest(GAP_MS);
  }
  progress('closing');
  await closeAll(terminals);
  return { kilobytesEach, echo };
}

/** Opens shells until `count` have printed their prompt. */
export async function openMany(
  count: number,
  begin: () => BenchTerminal,
  onProgress: (open: number) => void,
): Promise<BenchTerminal[]> {
  const terminals: BenchTerminal[] = [];
  let begun = 0;
  async function work(): Promise<void> {
    while (begun < count) {
      begun += 1;
      const terminal = begin();
      await terminal.expect('');
      terminals.push(terminal);
      if (terminals.length % 200 === 0) onProgress(terminals.length);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return terminals;
}

export async function closeAll(terminals: readonly BenchTerminal[]): Promise<void> {
  // Clears a half-typed line, which would make `exit` another word.
  for (const terminal of terminals) terminal.type('\x15');
  await Promise.all(terminals.map((terminal) => terminal.close()));
}
