/** A connection of the SockJS room as the terminal room wants it. A class: thousands are open, and idle, at a time. */

import type { SockJsConnection } from './sockjs/server.ts';
import type { Connection } from './terminal/ports.ts';

export class SocketConnection implements Connection {
  readonly #socket: SockJsConnection;

  constructor(socket: SockJsConnection) {
    this.#socket = socket;
  }

  get connectionId(): string {
    return this.#socket.id;
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedBytes;
  }

  send(message: string): boolean {
    return this.#socket.send(message);
  }

  sendLiteral(literal: Uint8Array): boolean {
    return this.#socket.sendLiteral(literal);
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  pauseReading(): void {
    this.#socket.pauseReading();
  }

  resumeReading(): void {
    this.#socket.resumeReading();
  }
}
