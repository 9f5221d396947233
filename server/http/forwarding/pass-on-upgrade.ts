/** An upgrade on its way to another replica: once that has accepted it, its bytes. */

import { type ClientRequest, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { endToEndHeaders } from './end-to-end-headers.ts';
import { joinSockets } from './joined-sockets.ts';
import type { Passage } from './passages.ts';

/**
 * No byte of the client reaches the other replica before that has accepted the upgrade: it might read it as another
 * request.
 * @param head what the client has sent after its headers
 * @param outgoing has its headers
 * @param refuse answers that the other replica cannot be reached; called at most once, before anything else is answered
 */
export function passOnUpgrade(
  socket: Duplex,
  head: Buffer,
  outgoing: ClientRequest,
  passage: Passage,
  refuse: () => void,
): void {
  const leave = (): void => {
    outgoing.destroy();
    passage.end();
  };
  let isAnswered = false;
  outgoing.once('upgrade', (incoming, replica, replicaHead) => {
    isAnswered = true;
    socket.off('close', leave);
    accept(incoming, socket as Socket, head, replica as Socket, replicaHead, passage);
  });
  outgoing.once('response', (incoming) => {
    isAnswered = true;
    socket.once('finish', () => socket.destroy());
    socket.write(headOf(incoming, ['Connection: close']), 'latin1');
    incoming.once('error', () => socket.destroy());
    incoming.pipe(socket);
  });
  outgoing.on('error', () => {
    if (isAnswered) return;
    isAnswered = true;
    if (!socket.destroyed) refuse();
  });
  passage.onLost = () => outgoing.destroy();
  socket.once('close', leave);
  outgoing.end();
}

/** In a scope of its own: listeners of sockets that live for hours would keep the requests that they began with. */
function accept(
  incoming: IncomingMessage,
  client: Socket,
  head: Buffer,
  replica: Socket,
  replicaHead: Buffer,
  passage: Passage,
): void {
  client.write(headOf(incoming, ['Connection: Upgrade', 'Upgrade: websocket']), 'latin1');
  if (replicaHead.length > 0) client.write(replicaHead);
  if (head.length > 0) replica.write(head);
  joinSockets(client, replica, passage);
}

/** A status line and header lines, as far as they are not of one hop. */
function headOf({ statusCode = 502, rawHeaders }: IncomingMessage, more: readonly string[]): string {
  const lines = endToEndHeaders(rawHeaders).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? ''}`, ...lines, ...more, '', ''].join('\r\n');
}
