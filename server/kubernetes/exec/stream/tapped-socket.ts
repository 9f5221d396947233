/** A WebSocket to the cluster whose output bypasses the library: see {@link FrameTap}. */

import type { ClientRequest, IncomingMessage } from 'node:http';
import type { OnReadOpts, Socket } from 'node:net';
import WebSocket, { type ClientOptions, Sender } from 'ws';
import type { Access } from '#server/kubernetes/client/credentials/credentials.ts';
import { FrameTap, type FrameTapListener } from './frame-tap.ts';

/** A cluster sends frames of at most 32 KiB; a frame above this limit closes the connection. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024;

/** Writes a whole masked binary frame, with a mask out of the random bytes that the library keeps. */
const KEY_FRAME = { fin: true, mask: true, opcode: 2, readOnly: true, rsv1: false } as const;

declare module 'ws' {
  /** A part of the library that its types do not have. */
  export const Sender: { frame(data: Buffer, options: typeof KEY_FRAME): readonly Buffer[] };
}

export interface TappedSocketListener {
  /** The upgrade was accepted. Output comes after the call. */
  onOpen(): void;
  /**
   * Output of the process, valid only during the call. With an agent that ignores `onread` (for a proxy, for instance)
   * output comes as messages instead.
   */
  onOutput(bytes: Buffer): void;
  /** Any other frame. */
  onMessage(frame: Buffer): void;
  onPong(payload: Buffer): void;
  /** The answer is no upgrade. */
  onUnexpectedResponse(response: IncomingMessage): void;
  onError(error: Error): void;
  onClose(code: number): void;
}

export interface UpgradeWanted {
  /** Path and query. */
  readonly path: string;
  readonly protocols: readonly string[];
  /** Beside those that authenticate. */
  readonly headers: Readonly<Record<string, string>>;
}

export class TappedSocket extends WebSocket {
  readonly #listener: TappedSocketListener;
  readonly #tap: FrameTap;
  readonly #ends: TapEnds;

  /** Starts to connect. Nothing is called before the constructor has returned. */
  constructor(access: Access, { path, protocols, headers }: UpgradeWanted, listener: TappedSocketListener) {
    const ends = new TapEnds(listener);
    const tap = new FrameTap(ends);
    const options: ClientOptions & { readonly onread: OnReadOpts } = {
      agent: access.streamAgent,
      // The library passes them to Node's request, which takes lists too.
      headers: { ...headers, ...access.headers } as Record<string, string>,
      maxPayload: MAX_FRAME_BYTES,
      // The kubelet does not support it, and a compressed keystroke is longer than a plain one.
      perMessageDeflate: false,
      // An option of `net.connect`, which the request passes on.
      onread: readsFor(tap, access.streamMemory),
      finishRequest: requester(pathOf(access.server) + path, ends),
    };
    super(access.server.replace(/^http/, 'ws'), [...protocols], options);
    this.#listener = listener;
    this.#tap = tap;
    this.#ends = ends;
  }

  /**
   * Sends a short binary frame as `send` does, without what the library makes for each: three objects, copies of them, and a
   * function. Without compression the library queues nothing, so this cannot overtake it.
   * @returns false, with nothing sent, unless the socket has sent all before: nobody is told when this frame has left
   */
  sendKey(frame: Buffer): boolean {
    const { connection } = this.#ends;
    if (this.readyState !== WebSocket.OPEN || connection === undefined || connection.writableLength > 0)
      return false;
    for (const part of Sender.frame(frame, KEY_FRAME)) connection.write(part);
    return true;
  }

  /** Instead of listeners: a list of six, with their functions, costs an idle shell 800 bytes. */
  override emit(event: string | symbol, ...args: unknown[]): boolean {
    const listener = this.#listener;
    switch (event) {
      case 'open':
        listener.onOpen();
        this.#tap.open();
        return true;
      case 'message':
        listener.onMessage(args[0] as Buffer);
        return true;
      case 'pong':
        listener.onPong(args[0] as Buffer);
        return true;
      case 'unexpected-response':
        listener.onUnexpectedResponse(args[1] as IncomingMessage);
        return true;
      case 'error':
        listener.onError(args[0] as Error);
        return true;
      case 'close':
        listener.onClose(args[0] as number);
        return true;
      default:
        return super.emit(event, ...args);
    }
  }
}

/** Where the two kinds of bytes go that the tap has told apart. */
class TapEnds implements FrameTapListener {
  readonly #listener: Pick<TappedSocketListener, 'onOutput'>;
  connection: Socket | undefined;

  constructor(listener: Pick<TappedSocketListener, 'onOutput'>) {
    this.#listener = listener;
  }

  onOutput(bytes: Buffer): void {
    this.#listener.onOutput(bytes);
  }

  onOther(bytes: Buffer): void {
    this.connection?.push(Buffer.from(bytes));
  }
}

/** Its function lives as long as the connection, and keeps nothing but the tap and the memory. */
function readsFor(tap: FrameTap, memory: Buffer): OnReadOpts {
  return {
    buffer: memory,
    callback(length) {
      tap.push(memory, length);
      return true;
    },
  };
}

/**
 * Sends the request for a path. The socket would keep a path in its URL, or in a closure of its constructor, for its
 * whole life, and the path contains the long start script.
 */
function requester(path: string, ends: TapEnds): (request: ClientRequest) => void {
  return (request) => {
    request.path = path;
    request.once('socket', (socket) => {
      ends.connection = socket;
    });
    request.end();
  };
}

/** The path in the address of the API server, before the API's own paths; usually empty. */
function pathOf(server: string): string {
  return new URL(server).pathname.replace(/\/$/, '');
}
