/** What those who watch a shell cost its owner. */

import { PodshellTerminal } from '../clients/podshell-terminal.ts';
import { issueSession } from '../clients/sockjs-messages.ts';
import { shareSession, WatchingScreen } from '../clients/watching-screen.ts';
import { median, quantile } from '../report/statistics.ts';
import { POD } from '../stack/cluster.ts';
import { startPodshell } from '../stack/podshell.ts';
import { echoInTurns } from './echo.ts';
import type { Row } from './row.ts';

const WATCHERS = 20;
/** Of them, those that have stopped to read before a flood. */
const STOPPED = 10;
const COLUMNS = 1000;
/** Some megabytes, so that nothing more fits on the way to those that have stopped. */
const FLOOD = "seq 1 600000 | tail -n 600000; printf 'flood-%s\\n' over\r";

export const watchersRow: Row = {
  id: 'watchers',
  async run({ cluster, progress }) {
    const server = await startPodshell(cluster);
    try {
      const alone = await PodshellTerminal.open(server.url, { cols: COLUMNS });
      const sessionId = await issueSession(server.url, POD);
      const watched = await PodshellTerminal.take(server.url, sessionId, { cols: COLUMNS });
      const viewId = await shareSession(server.url, sessionId);
      progress(`${WATCHERS} watchers, ${STOPPED} of them stopped`);
      const screens = await Promise.all(
        Array.from({ length: WATCHERS }, () => WatchingScreen.open(server.url, viewId)),
      );
      for (const screen of screens.slice(0, STOPPED)) screen.stop();
      await floodBoth(alone, watched);
      progress('keys, in turns');
      const [without = [], withAll = []] = await echoInTurns([alone, watched]);
      for (const screen of screens) screen.close();
      await Promise.all([alone.close(), watched.close()]);
      return [
        {
          name: 'echo of one key, 20 watch, 10 of them stopped, median',
          unit: 'ms',
          ours: median(withAll),
          best: median(without),
          goal: { kind: 'at most above best', value: 1 },
          note: 'best: nobody watches',
        },
        {
          name: 'echo of one key, 20 watch, 10 of them stopped, p99',
          unit: 'ms',
          ours: quantile(withAll, 0.99),
          best: quantile(without, 0.99),
          goal: { kind: 'at most above best', value: 1 },
          note: 'best: nobody watches',
        },
      ];
    } finally {
      await server.stop();
    }
  },
};

/** Both have had the same output. */
async function floodBoth(...terminals: readonly PodshellTerminal[]): Promise<void> {
  for (const terminal of terminals) {
    const over = terminal.expect('flood-over');
    terminal.type(FLOOD);
    await over;
  }
}
