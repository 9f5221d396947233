/**
 * One of the three compared echo servers, in its own process: `node echo-server.ts KIND`. It sends its
 * parent the port, and answers each message of the parent with its memory after a garbage collection.
 */

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createSockJsNode } from 'sockjs';
import { WebSocketServer } from 'ws';
import { createSockJsServer } from '#server/sockjs/server.ts';

export type EchoServerKind = 'ours' | 'sockjs-node' | 'bare-ws';

/** What a server reports to its parent. */
export interface ServerMemory {
  /** Resident bytes of the process, as the kernel counts them. */
  readonly residentBytes: number;
}

const PREFIX = '/echo';
/** sockjs-node's default; too long to affect a measurement. */
const HEARTBEAT_MS = 25_000;

const http = createServer();

function serveOurs(): void {
  const server = createSockJsServer({
    prefix: PREFIX,
    heartbeatMs: HEARTBEAT_MS,
    onConnection: (connection) => ({
      onMessage(message) {
        if (!connection.send(message)) connection.pauseReading();
      },
      onDrain: () => connection.resumeReading(),
      onClose() {},
    }),
  });
  http.on('upgrade', (request, socket, head) => server.handleUpgrade(request, socket, head));
}

function serveSockJsNode(): void {
  const server = createSockJsNode({ log() {} });
  server.on('connection', (connection) => connection.on('data', (message) => connection.write(message)));
  server.installHandlers(http, { prefix: PREFIX });
}

function serveBareWs(): void {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
    server.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('message', (data, isBinary) => webSocket.send(data, { binary: isBinary }));
    }),
  );
}

function measure(): ServerMemory {
  for (let round = 0; round < 5; round++) globalThis.gc?.();
  return { residentBytes: process.memoryUsage.rss() };
}

const servers: Record<EchoServerKind, () => void> = {
  ours: serveOurs,
  'sockjs-node': serveSockJsNode,
  'bare-ws': serveBareWs,
};

servers[process.argv[2] as EchoServerKind]();
process.on('message', () => setTimeout(() => process.send?.(measure()), 200));
http.listen(0, '127.0.0.1', () => process.send?.((http.address() as AddressInfo).port));
