import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Below the ports that systems hand out to connections: 32768 and above on Linux, 49152 and above elsewhere. */
const FIRST = 20_000;

/** Ports come in pairs: who listens on the second one has the first. */
const PAIRS = 6_000;

/**
 * A TCP port of loopback that nobody listens on, for a server that must know its port before it starts. No other process that asks
 * here gets it until this one has ended, however it ends: the system frees what stands for it.
 * @param pick gives the pair to try, from 0 to `PAIRS - 1`; asked until one is free
 */
export async function freePort(pick: () => number = () => randomInt(PAIRS)): Promise<number> {
  for (;;) {
    const port = FIRST + 2 * pick();
    const lock = await listen(port + 1);
    if (lock === undefined) continue;
    // For as long as the process lives, which need not wait for it.
    lock.unref();
    const probe = await listen(port);
    if (probe === undefined) {
      lock.close();
      continue;
    }
    probe.close();
    await once(probe, 'close');
    return port;
  }
}

/** @returns undefined when somebody has the port */
async function listen(port: number): Promise<Server | undefined> {
  const server = createServer().listen({ port, host: '127.0.0.1', exclusive: true });
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return undefined;
  }
}
