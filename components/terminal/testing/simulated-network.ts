/** A connection on a simulated network: the test decides what arrives, and each end can lose it at any byte. */

import type { SocketListener, TerminalSocket } from '../connection/ports.ts';

/** Messages in flight in one direction; a message arrives with its last byte. */
export class Pipe {
  readonly #arrive: (text: string) => void;
  #waiting: { readonly text: string; left: number }[] = [];
  /** Bytes in flight. */
  length = 0;
  /** The receiver reads nothing for now. */
  paused = false;
  /** From now on nothing arrives. */
  broken = false;

  constructor(arrive: (text: string) => void) {
    this.#arrive = arrive;
  }

  send(text: string): void {
    if (this.broken) return;
    const left = Buffer.byteLength(text) + 2;
    this.#waiting.push({ text, left });
    this.length += left;
  }

  /** Lets this many bytes arrive. */
  deliver(bytes: number): void {
    let budget = bytes;
    while (budget > 0 && !this.paused && !this.broken) {
      const next = this.#waiting[0];
      if (next === undefined) return;
      const part = Math.min(budget, next.left);
      budget -= part;
      next.left -= part;
      this.length -= part;
      if (next.left > 0) return;
      this.#waiting.shift();
      this.#arrive(next.text);
    }
  }

  cut(): void {
    this.broken = true;
    this.#waiting = [];
    this.length = 0;
  }
}

/** The server's end of a connection. */
export interface ServerSide {
  send(message: string): boolean;
  sendLiteral(literal: Uint8Array): boolean;
  flush(): void;
  readonly bufferedBytes: number;
  close(code: number, reason: string): void;
  pauseReading(): void;
  resumeReading(): void;
}

export interface ServerListener {
  onMessage(message: string): void;
  onDrain(): void;
  onClose(delivered: boolean): void;
}

const HIGH_WATER = 64 * 1024;
const OPEN = 'open';
const CLOSE = 'close ';

export class SimulatedLine {
  readonly up: Pipe;
  readonly down: Pipe;
  readonly socket: TerminalSocket;
  readonly #page: SocketListener;
  readonly #server: ServerListener;
  #pageClosed = false;
  #serverClosed = false;
  #awaitsDrain = false;

  /** An opening connection; the server accepts it immediately. */
  constructor(page: SocketListener, accept: (connection: ServerSide) => ServerListener) {
    this.#page = page;
    this.up = new Pipe((text) => this.#server.onMessage(text));
    this.down = new Pipe((text) => this.#arriveAtPage(text));
    this.socket = {
      send: (text) => this.up.send(text),
      close: () => {
        this.#pageClosed = true;
        this.down.cut();
      },
      unsent: () => this.up.length,
      transport: () => 'websocket',
    };
    this.#server = accept(this.#serverSide());
    this.down.send(OPEN);
  }

  get isIdle(): boolean {
    return this.up.length === 0 && this.down.length === 0;
  }

  heartbeat(): void {
    if (!this.#pageClosed && !this.#serverClosed && this.down.length === 0) this.#page.onHeartbeat();
  }

  /** Lets everything arrive, and each end notice that the other is gone. */
  deliverAll(): void {
    this.up.deliver(Number.POSITIVE_INFINITY);
    this.down.deliver(Number.POSITIVE_INFINITY);
    if (this.#pageClosed) this.breakForServer();
    if (this.#serverClosed) this.breakForPage();
  }

  /** The page notices that the connection is lost. What it has sent may still arrive. */
  breakForPage(): void {
    if (this.#pageClosed) return;
    this.#pageClosed = true;
    this.down.cut();
    this.#page.onClose(1006, '');
  }

  /** The server notices that the connection is lost; the page does not know it yet. */
  breakForServer(): void {
    if (this.#serverClosed) return;
    this.#serverClosed = true;
    this.up.cut();
    this.#server.onClose(false);
  }

  #serverSide(): ServerSide {
    const send = (text: string) => {
      if (!this.#serverClosed) this.down.send(text);
      this.#awaitsDrain ||= this.down.length > HIGH_WATER;
      return this.down.length <= HIGH_WATER;
    };
    return {
      bufferedBytes: 0,
      send,
      sendLiteral: (literal) => send(JSON.parse(Buffer.from(literal).toString('utf8')) as string),
      flush: () => {},
      close: (code, reason) => {
        if (this.#serverClosed) return;
        this.down.send(`${CLOSE}${code} ${reason}`);
        this.breakForServer();
      },
      pauseReading: () => {
        this.up.paused = true;
      },
      resumeReading: () => {
        this.up.paused = false;
      },
    };
  }

  #arriveAtPage(text: string): void {
    if (this.#pageClosed) return;
    if (text === OPEN) this.#page.onOpen();
    else if (text.startsWith(CLOSE)) {
      const [, code = '', ...reason] = text.split(' ');
      this.#pageClosed = true;
      this.#page.onClose(Number(code), reason.join(' '));
    } else this.#page.onMessage(text);
    if (this.#awaitsDrain && this.down.length <= HIGH_WATER) {
      this.#awaitsDrain = false;
      this.#server.onDrain();
    }
  }
}
