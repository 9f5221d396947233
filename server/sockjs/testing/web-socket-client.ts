/** A WebSocket client. Tests await its messages and its close one by one. */

import { type ClientOptions, WebSocket } from 'ws';

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

export class WebSocketClient {
  readonly socket: WebSocket;
  readonly closed: Promise<Closed>;
  readonly #messages: string[] = [];
  #wake: () => void = () => {};
  #isClosed = false;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      this.#messages.push(String(data));
      this.#wake();
    });
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        this.#isClosed = true;
        this.#wake();
        resolve({ code, reason: String(reason) });
      });
    });
  }

  /** @throws Error when the handshake is refused, with the HTTP status in its message */
  static async open(
    port: number,
    path: string,
    headers: Record<string, string> = {},
    options: ClientOptions = {},
  ): Promise<WebSocketClient> {
    const url = `ws://127.0.0.1:${port}${path}`;
    const socket = new WebSocket(url, { headers, perMessageDeflate: false, ...options });
    const client = new WebSocketClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    socket.on('error', () => {});
    return client;
  }

  send(text: string): void {
    this.socket.send(text);
  }

  /** The next message. @throws Error when the connection closes first */
  async next(): Promise<string> {
    while (this.#messages.length === 0) {
      if (this.#isClosed) throw new Error('WebSocket is closed');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#messages.shift() ?? '';
  }

  close(): void {
    this.socket.close();
  }
}
