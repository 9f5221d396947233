/** A WebSocket to the cluster whose output bypasses the library: see {@link FrameTap}. */

import type { ClientRequest } from 'node:http';
import type { OnReadOpts, Socket } from 'node:net';
import WebSocket, { type ClientOptions } from 'ws';
import type { Access } from '#server/kubernetes/client/credentials/credentials.ts';
import { FrameTap } from './frame-tap.ts';

/** A cluster sends frames of at most 32 KiB; a frame above this limit closes the connection. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024;

export interface TappedSocket {
  readonly socket: WebSocket;
  /** Starts the output. Call when the socket is open and its listeners are ready. */
  begin(): void;
}

export interface UpgradeWanted {
  /** Path and query. */
  readonly path: string;
  readonly protocols: readonly string[];
  /** Beside those that authenticate. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Starts to connect.
 * @param onOutput output of the process, valid only during the call. With an agent that ignores `onread` (for a
 *   proxy, for instance) output comes as messages of the socket instead.
 */
export function openTappedSocket(
  access: Access,
  { path, protocols, headers }: UpgradeWanted,
  onOutput: (bytes: Buffer) => void,
): TappedSocket {
  let connection: Socket | undefined;
  const tap = new FrameTap({ onOutput, onOther: (bytes) => connection?.push(Buffer.from(bytes)) });
  const { streamMemory } = access;
  const options: ClientOptions & { readonly onread: OnReadOpts } = {
    agent: access.streamAgent,
    // The library passes them to Node's request, which takes lists too.
    headers: { ...headers, ...access.headers } as Record<string, string>,
    maxPayload: MAX_FRAME_BYTES,
    // The kubelet does not support it, and a compressed keystroke is longer than a plain one.
    perMessageDeflate: false,
    // An option of `net.connect`, which the request passes on.
    onread: {
      buffer: streamMemory,
      callback(length) {
        tap.push(streamMemory, length);
        return true;
      },
    },
    finishRequest: requester(pathOf(access.server) + path, (socket) => {
      connection = socket;
    }),
  };
  const socket = new WebSocket(access.server.replace(/^http/, 'ws'), [...protocols], options);
  return { socket, begin: () => tap.open() };
}

/**
 * Sends the request for a path. The socket would keep a path in its URL, or in a closure of the function above, for its
 * whole life, and the path contains the long start script.
 */
function requester(path: string, onSocket: (socket: Socket) => void): (request: ClientRequest) => void {
  return (request) => {
    request.path = path;
    request.once('socket', onSocket);
    request.end();
  };
}

/** The path in the address of the API server, before the API's own paths; usually empty. */
function pathOf(server: string): string {
  return new URL(server).pathname.replace(/\/$/, '');
}
