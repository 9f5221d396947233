/** SockJS, written from its protocol description alone: frames `o`, `h`, `a[...]`, `c[code,"reason"]`. */

import { createHash, randomBytes } from 'node:crypto';
import { test } from '@playwright/test';
import WebSocket from 'ws';
import { HTTP_TRANSPORTS, SockJsOverHttp } from './sockjs-over-http.ts';
import { Waiting } from './waiting.ts';

export interface CloseFrame {
  readonly code: number;
  readonly reason: string;
}

export interface SockJsOptions {
  /** Added to the address, for instance `?a=b`. */
  readonly query?: string;
  /** Raw WebSocket: messages without SockJS frames. */
  readonly raw?: boolean;
  readonly prefix?: string;
  /** By default what `PODSHELL_E2E_TRANSPORT` says, without it `websocket`. */
  readonly transport?: Transport;
  /** The server segment of the path. Default `000`. */
  readonly server?: string;
  /** Headers of the upgrade. */
  readonly headers?: Readonly<Record<string, string>>;
  /** PEM of the authority that a server with https is trusted by. */
  readonly ca?: string;
}

const TRANSPORTS = ['websocket', ...HTTP_TRANSPORTS] as const;
type Transport = (typeof TRANSPORTS)[number];

const VARIABLE = 'PODSHELL_E2E_TRANSPORT';

/** One transport for each test, always the same one. */
const MIXED = 'mixed';

/**
 * Over what the test that runs connects where it names no transport.
 * @throws Error naming the variable when there is no such transport
 */
export function usualTransport(): Transport {
  const name = process.env[VARIABLE] ?? 'websocket';
  const known = name === MIXED ? transportOfTest() : TRANSPORTS.find((transport) => transport === name);
  if (known !== undefined) return known;
  throw new Error(`${VARIABLE} is "${name}", but must be one of ${[...TRANSPORTS, MIXED].join(', ')}`);
}

function transportOfTest(): Transport | undefined {
  const [first = 0] = createHash('sha256').update(test.info().titlePath.join(' ')).digest();
  return TRANSPORTS[first % TRANSPORTS.length];
}

/** Most characters of a frame that an error quotes. */
const SHOWN_LENGTH = 120;

export class SockJsClient {
  /** Every frame so far, except frames with messages. */
  readonly frames: string[] = [];
  /** Called with each message; set it before messages arrive. */
  onMessage: (message: string) => void = () => {};
  readonly #socket: WebSocket | undefined;
  readonly #http: SockJsOverHttp | undefined;
  readonly #raw: boolean;
  readonly #transport: Transport;
  readonly #waiting = new Waiting();
  #lastFrames: string[] = [];
  #socketCode: number | undefined;
  #failure: Error | undefined;

  constructor(
    serverUrl: string,
    {
      query = '',
      raw = false,
      prefix = '/ws/api/sockjs',
      transport = raw ? 'websocket' : usualTransport(),
      server = '000',
      headers = {},
      ca,
    }: SockJsOptions = {},
  ) {
    const session = `${prefix}/${server}/${randomBytes(6).toString('hex')}`;
    this.#raw = raw;
    this.#transport = transport;
    if (transport !== 'websocket') {
      const access = ca === undefined ? { headers } : { headers, ca };
      this.#http = new SockJsOverHttp(serverUrl, session, transport, access, {
        onFrame: (frame) => this.#onFrame(frame),
        onClosed: (code) => this.#onClosed(code),
      });
      return;
    }
    const path = raw ? `${prefix}/websocket` : `${session}/websocket`;
    this.#socket = new WebSocket(`${serverUrl.replace(/^http/, 'ws')}${path}${query}`, {
      perMessageDeflate: false,
      headers,
      ...(ca === undefined ? {} : { ca }),
    });
    this.#socket.on('open', () => this.#waiting.changed());
    this.#socket.on('message', (data: Buffer) => this.#onFrame(data.toString('utf8')));
    this.#socket.on('error', (error) => {
      this.#failure = error;
    });
    this.#socket.on('close', (code) => this.#onClosed(code));
  }

  /** Over HTTP, the status of the answer that ended the connection; undefined where it ended otherwise. */
  get refusedWith(): number | undefined {
    return this.#http?.refusedWith;
  }

  /**
   * Resolves when messages may be sent: after the greeting, or, for a raw WebSocket, after the upgrade.
   * @throws Error when the connection ends before that
   */
  async opened(): Promise<this> {
    const isOpen = () =>
      this.#raw ? this.#socket?.readyState === WebSocket.OPEN : this.frames.includes('o');
    const hasEnded = () => this.#socketCode !== undefined;
    await this.#until('the greeting', () => (isOpen() || hasEnded() ? true : undefined));
    if (!isOpen()) throw new Error(`No connection: ${this.#failure?.message ?? this.#socketCode}`);
    return this;
  }

  /** Sends one message. */
  send(message: string): void {
    this.sendFrame(this.#raw ? message : JSON.stringify([message]));
  }

  /** Sends several messages in one frame. */
  sendTogether(messages: readonly string[]): void {
    this.sendFrame(JSON.stringify(messages));
  }

  /** Sends one frame unchanged. */
  sendFrame(frame: string): void {
    this.#socket?.send(frame);
    this.#http?.send(frame);
  }

  /** Resolves with the close frame of the server. */
  closeFrame(timeoutMs?: number): Promise<CloseFrame> {
    const find = () => {
      const frame = this.frames.find((text) => text.startsWith('c'));
      if (frame === undefined) return undefined;
      const [code, reason] = JSON.parse(frame.slice(1)) as [number, string];
      return { code, reason };
    };
    return this.#until('the close frame', find, timeoutMs);
  }

  /** Resolves with the connection's close code; 1006 when it broke. */
  closed(timeoutMs?: number): Promise<number> {
    return this.#until('the end of the connection', () => this.#socketCode, timeoutMs);
  }

  /** Resolves when `count` frames of a kind have arrived, for instance `h`. */
  async saw(frame: string, count: number): Promise<void> {
    const enough = () => (this.frames.filter((one) => one === frame).length >= count ? true : undefined);
    await this.#until(`${count} ${frame}`, enough);
  }

  /** Stops reading from the network. */
  pause(): void {
    this.#socket?.pause();
    this.#http?.pause();
  }

  resume(): void {
    this.#socket?.resume();
    this.#http?.resume();
  }

  /** Breaks the connection without a close frame. */
  cut(): void {
    this.#socket?.terminate();
    this.#http?.terminate();
  }

  /** Closes the connection normally, like a closed tab. */
  close(): void {
    this.#socket?.close();
    this.#http?.terminate();
  }

  #onClosed(code: number): void {
    this.#socketCode = code;
    this.#waiting.changed();
  }

  #onFrame(frame: string): void {
    if (this.#raw) {
      this.onMessage(frame);
      return;
    }
    this.#lastFrames = [...this.#lastFrames.slice(-4), frame.slice(0, SHOWN_LENGTH)];
    if (frame.startsWith('a')) {
      for (const message of JSON.parse(frame.slice(1)) as string[]) this.onMessage(message);
      return;
    }
    this.frames.push(frame);
    this.#waiting.changed();
  }

  #until<T>(what: string, look: () => T | undefined, timeoutMs?: number): Promise<T> {
    const soFar = () =>
      `over ${this.#transport}: ${this.#lastFrames.join(' ')} ${this.#socketCode ?? ''} ${this.#failure?.message ?? ''}`;
    return this.#waiting.until(what, look, soFar, timeoutMs);
  }
}
