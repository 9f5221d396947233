import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Below the ports that systems hand out: 32768 and above on Linux, 49152 and above elsewhere. */
const QUIET_PORTS = [20_000, 32_000] as const;

/** A TCP port of loopback that nobody listens on now. For servers that must know each other's port before they start. */
export function freePort(): Promise<number> {
  return tryPort(0);
}

/** The same, for a server that starts after others have opened connections, any of which could have taken another port. */
export async function quietPort(): Promise<number> {
  for (;;) {
    const port = await tryPort(randomInt(...QUIET_PORTS)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
    });
    if (port !== undefined) return port;
  }
}

async function tryPort(wanted: number): Promise<number> {
  const server = createServer().listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
