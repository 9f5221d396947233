/** The services that the SockJS protocol suite expects: three that echo, one that closes at once. */

import type { SockJsConnection, SockJsListener } from '../connection.ts';
import type { SockJsOptions } from '../options.ts';

/** Sends back what comes in; stops reading while the peer does not take the answers. */
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
export function closing(connection: SockJsConnection): SockJsListener {
  connection.close(3000, 'Go away!');
  return { onMessage() {}, onDrain() {}, onClose() {} };
}

/** The suite's limit: small, so that a few messages reach it. */
const RESPONSE_LIMIT_BYTES = 4096;
const HEARTBEAT_MS = 25_000;

/** Settings of the four services, as the protocol page describes them. */
export const SUITE_SERVICES: readonly SockJsOptions[] = [
  { prefix: '/echo', responseLimitBytes: RESPONSE_LIMIT_BYTES, onConnection: echo },
  { prefix: '/disabled_websocket_echo', websocket: false, onConnection: echo },
  { prefix: '/cookie_needed_echo', jsessionid: true, onConnection: echo },
  { prefix: '/close', onConnection: closing },
].map((service) => ({ ...service, heartbeatMs: HEARTBEAT_MS }));
