/**
 * A load balancer that knows nothing: each request and each upgrade goes to the next server, whatever came before on the same
 * connection.
 */

import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface RoundRobinProxy {
  readonly port: number;
  /** How many requests and upgrades each server has got, in the order of the servers. */
  readonly counts: readonly number[];
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
    for (let attempt = 0; ; attempt += 1) {
      const index = turn % ports.length;
      turn += 1;
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
  const server = createServer(async (request, response) => {
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
  server.on('upgrade', async (request: IncomingMessage, client: Socket, head: Buffer) => {
    client.on('error', () => client.destroy());
    let socket: Socket;
    try {
      socket = await dial();
    } catch {
      client.destroy();
      return;
    }
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let at = 0; at < request.rawHeaders.length; at += 2) {
      lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
    }
    socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
    if (head.length > 0) socket.write(head);
    client.on('close', () => socket.destroySoon());
    socket.on('close', () => client.destroySoon());
    client.pipe(socket).pipe(client);
  });
  const clients = new Set<Socket>();
  server.on('connection', (socket) => clients.add(socket.once('close', () => clients.delete(socket))));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    counts,
    async dispose() {
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
