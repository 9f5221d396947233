/** A client's socket and another replica's, as one. */

import type { Socket } from 'node:net';
import type { Passage } from './passages.ts';

/** Milliseconds that one end has to take what the other has said before it went. */
const LINGER_MS = 30_000;

/** Milliseconds without a byte before the system asks whether the client is still there. */
const KEEP_ALIVE_MS = 5_000;

/**
 * Passes bytes both ways until both have ended, or one has failed. Each end takes at its own speed.
 */
export function joinSockets(client: Socket, replica: Socket, passage: Passage): void {
  // A replica that is there may wait for ever for a client whose machine is not.
  client.setKeepAlive(true, KEEP_ALIVE_MS);
  for (const socket of [client, replica]) {
    socket.setNoDelay(true);
    socket.setTimeout(0);
    socket.on('error', ignoreError);
  }
  // By then what has been said has been read.
  client.once('close', () => letGo(replica));
  replica.once('close', () => letGo(client));
  client.once('close', passage.end);
  client.pipe(replica);
  replica.pipe(client);
  passage.onLost = (how) => {
    // A pause of the network may pass, and clients notice a longer one by themselves.
    if (how === 'unreachable') return;
    client.destroy();
    replica.destroy();
  };
}

function letGo(socket: Socket): void {
  if (socket.destroyed) return;
  socket.destroySoon();
  const cut = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(cut));
}

/** Its `close` follows. */
function ignoreError(): void {}
