/** HTTPS on the server's own port. Plain HTTP on the same port is led to https, so that an old link goes on working. */

import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { writeProblem } from '../problem-response.ts';
import { readTarget } from '../request/request-target.ts';
import type { FollowedKeyPair } from './followed-key-pair.ts';
import type { KeyPair } from './key-pair.ts';

export interface SecureServerOptions {
  readonly pair: FollowedKeyPair;
  /** True for Host headers that are ours: nobody is led anywhere else. */
  readonly isServedHost: (hosts: readonly string[]) => boolean;
  /** From the start of a connection to the end of the TLS handshake, or of a plain request. Milliseconds. */
  readonly handshakeMs: number;
}

/** The content type of a TLS record that begins a handshake (RFC 8446, section 5.1). No HTTP request begins with it. */
const HANDSHAKE = 0x16;
/** Browsers since 2014 have it. */
const MIN_VERSION = 'TLSv1.2';

export function createSecureServer(
  { pair, isServedHost, handshakeMs }: SecureServerOptions,
  options: ServerOptions,
  listener: RequestListener,
): Server {
  const server = createHttpsServer(
    {
      ...options,
      ...contextOf(pair.current),
      // SockJS's WebSockets and our upgrade router speak HTTP/1.1.
      ALPNProtocols: ['http/1.1'],
      handshakeTimeout: handshakeMs,
    },
    listener,
  );
  // Open connections keep the context that they began with.
  pair.onChange((changed) => server.setSecureContext(contextOf(changed)));
  const plain = createServer({ maxHeaderSize: options.maxHeaderSize }, (request, response) =>
    leadToHttps(request, response, isServedHost),
  );
  const handshakes = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    byFirstByte(socket, handshakeMs, (first) => {
      if (first === HANDSHAKE) for (const handshake of handshakes) handshake.call(server, socket);
      else servePlain(plain, socket, handshakeMs);
    });
  });
  return server;
}

function contextOf({ cert, key }: KeyPair) {
  return { cert, key, minVersion: MIN_VERSION } as const;
}

/** Passes a connection on when its first byte has come, which it still delivers; without one in time, ends it. */
function byFirstByte(socket: Socket, timeoutMs: number, passOn: (first: number) => void): void {
  const end = (): void => {
    socket.destroy();
  };
  const onReadable = (): void => {
    const first: Buffer | null = socket.read(1);
    if (first === null) {
      // Nothing yet, or the end.
      if (socket.readableEnded) end();
      return;
    }
    clearTimeout(timer);
    socket.off('readable', onReadable);
    socket.off('error', end);
    socket.off('end', end);
    socket.unshift(first);
    passOn(first[0] ?? 0);
  };
  const timer = setTimeout(end, timeoutMs);
  socket.on('readable', onReadable);
  socket.once('error', end);
  socket.once('end', end);
  socket.once('close', () => clearTimeout(timer));
}

/** A server that does not listen enforces no timeouts of its own. */
function servePlain(plain: Server, socket: Socket, timeoutMs: number): void {
  const timer = setTimeout(() => socket.destroy(), timeoutMs);
  socket.once('close', () => clearTimeout(timer));
  plain.emit('connection', socket);
}

/** Not for good: browsers would remember it longer than TLS may be on. For that there is HSTS. */
function leadToHttps(
  request: IncomingMessage,
  response: ServerResponse,
  isServedHost: SecureServerOptions['isServedHost'],
): void {
  const hosts = request.headersDistinct.host ?? [];
  response.shouldKeepAlive = false;
  if (!isServedHost(hosts)) {
    writeProblem(response, 'host-rejected', 'Podshell does not accept this host name.');
  } else if (request.method !== 'GET' && request.method !== 'HEAD') {
    writeProblem(response, 'bad-request', 'Podshell speaks HTTPS here. Send the request to https.');
  } else if (readTarget(request.url) === undefined) {
    writeProblem(response, 'bad-request', 'The request target is not a valid path.');
  } else {
    const location = `https://${hosts[0]}${request.url}`;
    response.writeHead(307, { location, 'cache-control': 'no-store', 'content-length': 0 }).end();
  }
}
