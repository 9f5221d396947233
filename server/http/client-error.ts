/** Answers what Node could not read as a request. Without a listener of ours, Node answers without words. */

import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { OnRefused } from './ports.ts';
import { refuseUpgrade } from './problem-response.ts';
import type { RequestIdOf } from './request/request-id.ts';

/**
 * All headers of a request. A sign-in with hundreds of groups fills up to twelve cookies of 3,800 bytes, and five sign-ins
 * on their way have one of 2,600 bytes each; a proxy may send the groups and a token in headers. Node's default is 16 KiB.
 */
export const MAX_HEADER_BYTES = 80 * 1024;

const STATUS_OF_ERROR: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408 };

interface Told {
  readonly onRefused: OnRefused;
  readonly requestIdOf: RequestIdOf;
}

/** For a server's `clientError` event. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex, told: Told): void {
  if (!socket.writable || error.code === 'ECONNRESET' || isOfTls(error)) {
    socket.destroy();
    return;
  }
  if (error.code === 'HPE_HEADER_OVERFLOW') {
    // The peer is all that is known of it.
    const unread = { socket: socket as Socket, headersDistinct: {} };
    told.onRefused(unread, 'headers-too-large');
    refuseUpgrade(
      socket,
      told.requestIdOf(unread),
      'headers-too-large',
      `The headers of the request are larger than ${MAX_HEADER_BYTES / 1024} KiB. Delete the cookies of this site, or let the proxy in front send less.`,
    );
    return;
  }
  const status = STATUS_OF_ERROR[error.code ?? ''] ?? 400;
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`);
}

/** Without a handshake nothing can be said. */
function isOfTls({ code = '' }: NodeJS.ErrnoException): boolean {
  return code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_');
}
