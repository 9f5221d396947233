/**
 * A replica with one shell, as a process of its own that a test kills. Reads its settings as JSON, and prints when the shell
 * runs.
 */

import { z } from 'zod';
import { createClusters } from '../kubernetes/clusters.ts';
import { JournalCopies } from '../kubernetes/journal/journal-copies.ts';
import { ProcessJournal } from '../kubernetes/journal/process-journal.ts';
import { fixedKubeconfig } from '../kubernetes/kubeconfig/kubeconfig-source.ts';
import { mergeFiles } from '../kubernetes/kubeconfig/merge-files.ts';
import { joinPeers } from '../peers/joining/join-peers.ts';
import type { Logger } from '../ports.ts';
import { systemClock } from '../system-clock.ts';
import { localCaller } from './callers.ts';

const [, , settings = '{}'] = process.argv;
const { kubeconfig, stateDirectory, secret, url } = z
  .object({ kubeconfig: z.string(), stateDirectory: z.string(), secret: z.string(), url: z.string() })
  .parse(JSON.parse(settings));

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const common = { clock: systemClock, logger: silent };
const joined = joinPeers({
  ...common,
  settings: { secret: [secret], peerListen: '127.0.0.1:0', peerUrl: '' },
  places: { kind: 'list', urls: [url] },
  env: { POD_NAME: 'web-1' },
  hostName: '',
  followEndpoints() {},
  observer: undefined,
});
const { peers } = joined;
const clusters = createClusters({
  ...common,
  kubeconfig: fixedKubeconfig(mergeFiles(['/kubeconfig'], () => kubeconfig)),
  env: process.env,
  journal: new ProcessJournal(stateDirectory, silent, new JournalCopies({ peers, clock: systemClock })),
});
await joined.start();
const shell = clusters.shells.start(
  {
    shellId: '00000000-0000-4000-8000-000000000000',
    caller: () => localCaller(),
    target: { context: 'admin', namespace: 'team-a', pod: 'debian', container: 'debian' },
    shell: undefined,
    command: undefined,
    size: { cols: 80, rows: 24 },
  },
  {
    // What reads nothing does not notice that its terminal has gone.
    onStarted: () => void shell.write(Buffer.from("trap '' HUP; sh -c 'echo pid=$$; exec sleep 1000'\r")),
    onOutput: (bytes) => void process.stdout.write(bytes),
    onDrain() {},
    onEnd: () => process.exit(1),
  },
);
// Ends with the test that has started it, however that ends.
process.stdin.on('end', () => process.exit(0)).resume();
