/**
 * A load balancer that knows nothing: each request and each upgrade goes to the next server, whatever came before on the same
 * connection. TLS passes through it, so that there each connection goes to the next server.
 */

import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';

/** First byte of a connection with TLS: the type of a handshake record (RFC 8446, section 5.1). */
const TLS_HANDSHAKE = 0x16;

/** Largest request head, in bytes: what a server takes is the server's decision. */
const MAX_HEAD_BYTES = 1024 * 1024;

export interface RoundRobinProxy {
  readonly port: number;
  /** How many requests and upgrades each server has got, in the order of the servers. */
  readonly counts: readonly number[];
  /** Also cuts all connections. */
  dispose(): Promise<void>;
}

/**
 * Listens on a free port of loopback. A server that refuses connections is passed over, as a health check would have it.
 * @param ports of the servers, on loopback
 */
export async function startRoundRobinProxy(ports: readonly number[]): Promise<RoundRobinProxy> {
  const counts = ports.map(() => 0);
  let turn = 0;
  /** A connection to the next server that accepts one. */
  const dial = async (): Promise<Socket> => {
    const first = turn;
    turn += 1;
    // Each goes round by itself: with one turn for all, those at the same time would pass over each other's servers.
    for (let attempt = 0; ; attempt += 1) {
      const index = (first + attempt) % ports.length;
      const socket = connect({
        port: ports[index] ?? 0,
        host: '127.0.0.1',
        allowHalfOpen: true,
        noDelay: true,
      });
      try {
        await once(socket, 'connect');
      } catch (error) {
        if (attempt + 1 < ports.length) continue;
        throw error;
      }
      counts[index] = (counts[index] ?? 0) + 1;
      return socket.on('error', () => socket.destroy());
    }
  };
  const http = createServer({ maxHeaderSize: MAX_HEAD_BYTES }, async (request, response) => {
    response.on('error', () => {});
    let socket: Socket;
    try {
      socket = await dial();
    } catch {
      response.writeHead(502).end();
      return;
    }
    const outgoing = httpRequest({
      createConnection: () => socket,
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.rawHeaders,
    });
    outgoing.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    outgoing.on('response', (incoming) => {
      response.writeHead(incoming.statusCode ?? 0, linesFor(incoming));
      response.flushHeaders();
      incoming.on('error', () => response.destroy());
      incoming.pipe(response);
    });
    response.on('close', () => socket.destroy());
    request.pipe(outgoing);
  });
  /** Carries bytes from now on, after some that the server gets first. */
  const tunnel = async (client: Socket, ...first: readonly Buffer[]): Promise<void> => {
    client.on('error', () => client.destroy());
    let socket: Socket;
    try {
      socket = await dial();
    } catch {
      client.destroy();
      return;
    }
    for (const bytes of first) socket.write(bytes);
    client.on('close', () => socket.destroySoon());
    socket.on('close', () => client.destroySoon());
    client.pipe(socket).pipe(client);
  };
  http.on('upgrade', (request: IncomingMessage, client: Socket, head: Buffer) => {
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let at = 0; at < request.rawHeaders.length; at += 2) {
      lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
    }
    void tunnel(client, Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head);
  });
  const clients = new Set<Socket>();
  const server = createTcpServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    clients.add(socket.once('close', () => clients.delete(socket)));
    socket.on('error', () => socket.destroy());
    socket.once('data', (bytes: Buffer) => {
      socket.pause().unshift(bytes);
      if (bytes[0] === TLS_HANDSHAKE) void tunnel(socket);
      else http.emit('connection', socket) && socket.resume();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    counts,
    async dispose() {
      if (!server.listening) return;
      for (const socket of clients) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Raw header lines; the connection to the client is the proxy's own. */
function linesFor({ rawHeaders }: IncomingMessage): string[] {
  const kept: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = [rawHeaders[at], rawHeaders[at + 1]];
    if (/^(?:connection|keep-alive|transfer-encoding)$/i.test(name)) continue;
    kept.push(name, value);
  }
  return kept;
}
