/** Memory of a server for idle connections. */

import type { EchoServerKind } from './echo-server.ts';
import { openConnection } from './load-connection.ts';
import { ServerProcess } from './server-process.ts';

/** Connections opened at the same time; more would overflow the backlog of the listening socket. */
const AT_ONCE = 100;

/** Resident bytes that `connections` idle connections add to a server process. */
export async function idleBytes(kind: EchoServerKind, connections: number): Promise<number> {
  const server = await ServerProcess.start(kind);
  // The first connections pay for shared code and caches.
  const sockets = await open(kind, server.port, AT_ONCE);
  const before = await server.memory();
  while (sockets.length < connections + AT_ONCE) sockets.push(...(await open(kind, server.port, AT_ONCE)));
  const after = await server.memory();
  for (const socket of sockets) socket.destroy();
  await server.dispose();
  return after.residentBytes - before.residentBytes;
}

function open(kind: EchoServerKind, port: number, count: number) {
  return Promise.all(Array.from({ length: count }, () => openConnection(kind, port)));
}
