/** A WebSocket to the cluster whose output goes past the library: see {@link FrameTap}. */

import type { ClientRequest } from 'node:http';
import type { OnReadOpts, Socket } from 'node:net';
import WebSocket, { type ClientOptions } from 'ws';
import type { Access } from '../../client/credentials.ts';
import { FrameTap } from './frame-tap.ts';

/** Frames of a cluster are at most 32 KiB; more than this is an attack or an error. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024;

export interface TappedSocket {
  readonly socket: WebSocket;
  /** Lets output come. Call when the socket is open and its listeners are ready. */
  begin(): void;
}

/**
 * Begins to connect.
 * @param path path and query
 * @param onOutput output of the process, valid during the call only; where the connection is not ours to read (a
 *   proxy's, for instance) it comes as messages of the socket instead
 */
export function openTappedSocket(
  access: Access,
  path: string,
  protocols: readonly string[],
  onOutput: (bytes: Buffer) => void,
): TappedSocket {
  let connection: Socket | undefined;
  const tap = new FrameTap({ onOutput, onOther: (bytes) => connection?.push(Buffer.from(bytes)) });
  const { streamMemory } = access;
  const options: ClientOptions & { readonly onread: OnReadOpts } = {
    agent: access.streamAgent,
    headers: { ...access.headers },
    maxPayload: MAX_FRAME_BYTES,
    // The kubelet offers none, and a compressed keystroke is longer than a plain one.
    perMessageDeflate: false,
    // An option of the connection, which requests hand on to it.
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
 * Sends the request for a path. The path is not in the address, and this function is apart from the others: both
 * would keep it for the life of the socket, and a start script is long.
 */
function requester(path: string, onSocket: (socket: Socket) => void): (request: ClientRequest) => void {
  return (request) => {
    request.path = path;
    request.once('socket', onSocket);
    request.end();
  };
}

/** What a server's address has between its host and the paths of the API; mostly nothing. */
function pathOf(server: string): string {
  return new URL(server).pathname.replace(/\/$/, '');
}
