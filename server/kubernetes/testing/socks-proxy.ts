/** A SOCKS5 proxy (RFC 1928) without authentication that leads every connection to one port of this machine. */

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface SocksProxy {
  readonly url: string;
  /** What clients asked for, as `host:port`. */
  readonly wanted: readonly string[];
  close(): Promise<void>;
}

export async function startSocksProxy(port: number): Promise<SocksProxy> {
  const wanted: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.on('error', () => client.destroy());
    client.on('close', () => open.delete(client));
    client.once('data', () => {
      client.write(Buffer.of(5, 0));
      client.once('data', (request) => {
        wanted.push(addressIn(request));
        const target = connect(port, '127.0.0.1', () => {
          client.write(Buffer.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
          client.pipe(target).pipe(client);
        });
        target.on('error', () => client.destroy());
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `socks5://127.0.0.1:${(server.address() as AddressInfo).port}`,
    wanted,
    async close() {
      server.close();
      for (const client of open) client.destroy();
      await once(server, 'close');
    },
  };
}

/** The name that the proxy is to resolve; an address that the client resolved itself is told as such. */
function addressIn(request: Buffer): string {
  if (request[3] !== 3) return 'resolved by the client';
  const length = request[4] ?? 0;
  return `${request.subarray(5, 5 + length).toString('latin1')}:${request.readUInt16BE(5 + length)}`;
}
