/** The services that the SockJS protocol suite expects: three that echo, one that closes at once. */

import type { SockJsConnection, SockJsListener } from '../connection.ts';
import type { SockJsOptions } from '../options.ts';

/** Echoes messages; stops reading while the peer does not read the answers. */
export function echo(connection: SockJsConnection): SockJsListener {
  return {
    onMessage(message) {
      if (!connection.send(message)) connection.pauseReading();
    },
    onDrain: () => connection.resumeReading(),
    onClose() {},
  };
}

/** Closes each connection as soon as it is open. */
function closing(connection: SockJsConnection): SockJsListener {
  connection.close(3000, 'Go away!');
  return { onMessage() {}, onDrain() {}, onClose() {} };
}

/** The response limit of the suite: small, so that a few messages reach it. */
const RESPONSE_LIMIT_BYTES = 4096;
const HEARTBEAT_MS = 25_000;

/** Settings of the four services, as the protocol page describes them. */
export const SUITE_SERVICES: readonly SockJsOptions[] = [
  { prefix: '/echo', responseLimitBytes: RESPONSE_LIMIT_BYTES, onConnection: echo },
  { prefix: '/disabled_websocket_echo', websocket: false, onConnection: echo },
  { prefix: '/cookie_needed_echo', jsessionid: true, onConnection: echo },
  { prefix: '/close', onConnection: closing },
].map((service) => ({ ...service, heartbeatMs: HEARTBEAT_MS, scriptTransports: true }));
