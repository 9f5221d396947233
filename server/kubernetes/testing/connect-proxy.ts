import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface ConnectProxy {
  readonly url: string;
  readonly host: string;
  /** The addresses that clients wanted, for instance `c.example:443`. */
  readonly wanted: readonly string[];
  close(): Promise<void>;
}

/** An HTTP proxy that leads every CONNECT to a port on loopback, or refuses it with `status`. */
export async function startConnectProxy(port: number, status = 200): Promise<ConnectProxy> {
  const wanted: string[] = [];
  const sockets = new Set<Socket>();
  const server = http.createServer();
  server.on('connect', (request, socket: Socket) => {
    wanted.push(request.url ?? '');
    sockets.add(socket);
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} Refused\r\n\r\n`);
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n');
      socket.pipe(upstream).pipe(socket);
    });
    sockets.add(upstream);
    for (const end of [socket, upstream]) end.on('error', () => end.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    wanted,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
