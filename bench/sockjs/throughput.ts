/** Messages per second that a server echoes over WebSocket. */

import type { EchoServerKind } from './echo-server.ts';
import { clientFrame, MessageCounter, messageOf, openConnection } from './load-connection.ts';
import { ServerProcess } from './server-process.ts';

export interface Load {
  /** Bytes of one message. */
  readonly size: number;
  readonly connections: number;
  /** Messages that each connection keeps in flight. */
  readonly window: number;
}

const WARM_UP_MS = 500;
const MEASURE_MS = 1_200;

/** One measurement, with its own server process. */
export async function messagesPerSecond(kind: EchoServerKind, load: Load): Promise<number> {
  const server = await ServerProcess.start(kind);
  let echoed = 0;
  const frame = clientFrame(kind, messageOf(load.size));
  const batches = Array.from({ length: load.window + 1 }, (_, count) =>
    Buffer.concat(Array(count).fill(frame)),
  );
  const sockets = await Promise.all(
    Array.from({ length: load.connections }, () => openConnection(kind, server.port)),
  );
  for (const socket of sockets) {
    const counter = new MessageCounter();
    socket.on('data', (chunk) => {
      const count = counter.count(chunk);
      if (count === 0) return;
      echoed += count;
      socket.write(batches[Math.min(count, load.window)] ?? '');
    });
    socket.write(batches[load.window] ?? '');
  }
  await wait(WARM_UP_MS);
  const before = { echoed, time: performance.now() };
  await wait(MEASURE_MS);
  const rate = ((echoed - before.echoed) / (performance.now() - before.time)) * 1000;
  for (const socket of sockets) socket.destroy();
  await server.dispose();
  return rate;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
