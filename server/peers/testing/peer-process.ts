/** A replica as a process of its own, which tests kill and stop. Reads its settings as JSON, and prints where it listens. */

import { z } from 'zod';
import type { Logger } from '#server/ports.ts';
import { systemClock } from '#server/system-clock.ts';
import { joinPeers } from '../joining/join-peers.ts';

const [, , settings = '{}'] = process.argv;
const { name, secret, listen, urls } = z
  .object({ name: z.string(), secret: z.array(z.string()), listen: z.string(), urls: z.array(z.string()) })
  .parse(JSON.parse(settings));

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };

const joined = joinPeers({
  settings: { secret, peerListen: listen, peerUrl: '' },
  places: { kind: 'list', urls },
  env: { POD_NAME: name },
  hostName: '',
  followEndpoints() {},
  clock: systemClock,
  logger: silent,
  observer: undefined,
});
joined.peers.serve({ name: 'name', request: z.null(), answer: z.string() }, () => name);
await joined.start();
process.stdout.write(`${JSON.stringify({ id: joined.peers.self.id, ...joined.listener.address })}\n`);
// Ends with the test that has started it, however that ends.
process.stdin.on('end', () => process.exit(0)).resume();
process.once('SIGTERM', async () => {
  await joined.dispose();
  process.exit(0);
});
