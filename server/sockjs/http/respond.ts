/** Complete responses with Content-Length, so that HTTP/1.0 and keep-alive both work. */

import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

const PLAIN = 'text/plain; charset=UTF-8';

/** Answers to a plain request for a WebSocket URL, word for word as the protocol suite expects them. */
export const UPGRADE_EXPECTED = 'Can "Upgrade" only to "WebSocket".\n';
export const CONNECTION_EXPECTED = '"Connection" must be "Upgrade".\n';

/** Answers with a body. */
export function respond(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.writeHead(status);
  response.end(body);
}

export function respondNotFound(response: ServerResponse): void {
  respond(response, 404, PLAIN, '404 Error: Page not found\n');
}

/** A 405 has an `Allow` header, no body and no type. */
export function respondMethodNotAllowed(response: ServerResponse, allowed: readonly string[]): void {
  response.writeHead(405, { Allow: allowed.join(', '), 'Content-Length': 0 });
  response.end();
}

/** When a client that has reached a limit may try again, in seconds. */
export const RETRY_AFTER = { 'Retry-After': '5' } as const;

const TOO_MANY = 429;

/** An error with its reason as text. The text never contains client input. A 429 says when to try again. */
export function respondError(response: ServerResponse, status: number, reason: string): void {
  if (status === TOO_MANY) response.setHeader('Retry-After', RETRY_AFTER['Retry-After']);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  respond(response, status, PLAIN, reason);
}

/** Refuses an upgrade. Node's HTTP server has released the socket, so this writes the raw response. */
export function refuseUpgrade(
  socket: Socket,
  status: number,
  body = '',
  headers: Readonly<Record<string, string>> = {},
): void {
  const fields = {
    Connection: 'close',
    ...(body === '' ? {} : { 'Content-Type': PLAIN }),
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}
