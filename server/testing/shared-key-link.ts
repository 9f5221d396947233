import type { TestLink } from '#server/http/testing/replicas.ts';
import { PeerClient } from '#server/peers/https/peer-client.ts';
import { PeerKeys } from '#server/peers/https/peer-keys.ts';
import { PeerListener } from '#server/peers/https/peer-listener.ts';
import type { Replica } from '#server/peers/ports.ts';
import { systemClock } from '#server/system-clock.ts';
import { RecordingLogger } from './recording-logger.ts';

/** The real connections between replicas: TLS with a key that they share. */
export function sharedKeyLink(self: Replica): TestLink {
  const keys = new PeerKeys(['shared-secret-of-the-test-replicas']);
  const client = new PeerClient(self, keys);
  const listener = new PeerListener({
    host: '127.0.0.1',
    port: 0,
    keys,
    self,
    clock: systemClock,
    logger: new RecordingLogger(),
  });
  return {
    requestPeer: (peer, options) => client.request(peer, options),
    async listen(passedOn) {
      listener.onForwarded = passedOn;
      await listener.listen();
      const { host, port } = listener.address;
      return { url: `https://${host}:${port}`, sockets: new Set() };
    },
    close() {
      void listener.dispose();
      client.dispose();
    },
  };
}
