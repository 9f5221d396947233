/** A server that answers execs with the bytes that a real cluster sent in a recording. */

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { encodeMarker } from './encode-marker.ts';
import { decodeClientFrames, encodeServerFrame, type RawFrame } from './raw-frames.ts';
import type { Recording } from './recordings.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface ReplayOptions {
  /** The recording to answer the next exec with. */
  exec(url: URL): Recording;
  /** Answers all other requests; undefined is 404. */
  api?(method: string, url: URL): Answer | undefined;
  /** After the last frame: end the connection (the default), or keep it open without sending. */
  readonly after?: 'end' | 'stay';
  /** Answers an exec with 401 instead if it returns true. */
  refuses?(headers: IncomingMessage['headers']): boolean;
  /** Answers an exec with 429 and this number of seconds instead, unless undefined. */
  retryAfter?(): number | undefined;
  /** Upgrades whatever the client offers, as proxies do, and names a subprotocol only if it was offered. */
  readonly upgradesAnyway?: boolean;
  /** Print the start script's marker before the recorded frames. */
  readonly marker?: boolean;
  /** The process starts, and so prints, only then. Default: at once. */
  readonly startsAfter?: Promise<void>;
  /** The process's start time in that marker; 0: it cannot be read. Default: 1. */
  readonly startedAt?: number;
  /** The count of OOM kills in that marker. */
  readonly oomKills?: number;
}

export interface ReplayServer {
  /** A kubeconfig with one context, `replay`. */
  readonly kubeconfig: string;
  /** Exec requests, in order. */
  readonly execs: {
    readonly url: URL;
    readonly headers: IncomingMessage['headers'];
    readonly frames: RawFrame[];
  }[];
  dispose(): Promise<void>;
}

/** The pid in replayed markers. */
const REPLAYED_PID = 4242;

/** The header that names the chosen subprotocol. */
const PROTOCOL = /^sec-websocket-protocol: /i;

export async function startReplayServer(options: ReplayOptions): Promise<ReplayServer> {
  const execs: ReplayServer['execs'] = [];
  const sockets = new Set<Duplex>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const { status, body } = options.api?.(request.method ?? '', url) ?? { status: 404, body: {} };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.on('upgrade', (request, socket: Duplex) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const url = new URL(request.url ?? '/', 'http://localhost');
    const frames: RawFrame[] = [];
    execs.push({ url, headers: request.headers, frames });
    if (options.refuses?.(request.headers) === true) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    const retryAfter = options.retryAfter?.();
    if (retryAfter !== undefined) {
      socket.end(
        `HTTP/1.1 429 Too Many Requests\r\nRetry-After: ${retryAfter}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      );
      return;
    }
    let rest: Buffer = Buffer.alloc(0);
    socket.on('data', (bytes: Buffer) => {
      const decoded = decodeClientFrames(Buffer.concat([rest, bytes]));
      rest = decoded.rest;
      frames.push(...decoded.frames);
    });
    replay(options, options.exec(url), url, request, socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    kubeconfig: kubeconfigFor(port),
    execs,
    async dispose() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function replay(
  options: ReplayOptions,
  { response, frames }: Recording,
  url: URL,
  request: IncomingMessage,
  socket: Duplex,
): void {
  if (response === undefined) return;
  const chosen = response.headers.find((header) => PROTOCOL.test(header))?.replace(PROTOCOL, '');
  const isOffered = chosen === undefined || request.headers['sec-websocket-protocol'] === chosen;
  // As recorded for a subprotocol that the cluster does not know.
  if (!isOffered && options.upgradesAnyway !== true) {
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    return;
  }
  const accept = createHash('sha1')
    .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');
  const headers = response.headers
    .filter((header) => isOffered || !PROTOCOL.test(header))
    .map((header) =>
      header.startsWith('Sec-WebSocket-Accept') ? `Sec-WebSocket-Accept: ${accept}` : header,
    );
  socket.write(`HTTP/1.1 ${response.status} Recorded\r\n${headers.join('\r\n')}\r\n\r\n${response.body}`);
  if (response.status !== 101) {
    socket.end();
    return;
  }
  void (options.startsAfter ?? Promise.resolve()).then(() => run(options, frames, url, socket));
}

/** What the process prints, and how it ends. */
function run(options: ReplayOptions, frames: Recording['frames'], url: URL, socket: Duplex): void {
  const words = url.searchParams.getAll('command');
  const nonce = words[4];
  const isStart = url.searchParams.get('tty') === 'true' && words[2]?.includes('podshell') === true;
  if (options.marker === true && nonce !== undefined && isStart) {
    const marker = encodeMarker(nonce, {
      pid: REPLAYED_PID,
      startedAt: options.startedAt ?? 1,
      found: 0,
      oomKills: options.oomKills,
    });
    socket.write(encodeServerFrame(2, Buffer.concat([Buffer.from([1]), marker])));
  }
  for (const { op, payload } of frames) socket.write(encodeServerFrame(op, payload));
  if (options.after !== 'stay') socket.end();
}

function kubeconfigFor(port: number): string {
  return JSON.stringify({
    clusters: [
      {
        name: 'replay',
        cluster: { server: `http://127.0.0.1:${port}` },
      },
    ],
    users: [{ name: 'admin', user: { token: 'secret-token-0001' } }],
    contexts: [{ name: 'replay', context: { cluster: 'replay', user: 'admin', namespace: 'team-a' } }],
    'current-context': 'replay',
  });
}
