/** `/{server}/{session}/websocket`: SockJS frames over a WebSocket. Source: "WebSocket protocols" of the protocol. */

import { type CloseReason, closeFrame } from '../close-frame.ts';
import { decodeFrame } from '../incoming.ts';
import { MessageFrame } from '../message-frame.ts';
import { WebSocketTransport } from './transport.ts';

/** Messages of one turn of the event loop share a frame up to about this many bytes. */
const FRAME_BYTES = 64 * 1024;
const TEXT = { binary: false } as const;

export class FramedWebSocket extends WebSocketTransport {
  readonly transport = 'websocket';
  #frame: MessageFrame | undefined;

  override start(): void {
    this.webSocket.send('o');
    super.start();
  }

  send(message: string): boolean {
    if (!this.isOpen) return false;
    this.#collect().addMessage(message);
    return this.#afterAdding();
  }

  sendLiteral(literal: Uint8Array): boolean {
    if (!this.isOpen) return false;
    this.#collect().addLiteral(literal);
    return this.#afterAdding();
  }

  override get bufferedBytes(): number {
    return super.bufferedBytes + (this.#frame?.length ?? 0);
  }

  protected decode(frame: Buffer): readonly string[] {
    return decodeFrame(frame);
  }

  protected flush(): void {
    const frame = this.#frame;
    this.#frame = undefined;
    if (frame !== undefined) this.webSocket.send(frame.take(), TEXT, this.onWritten);
  }

  protected writeCloseFrame(close: CloseReason): void {
    this.webSocket.send(closeFrame(close));
  }

  protected writeHeartbeat(): void {
    this.webSocket.send('h');
  }

  #collect(): MessageFrame {
    if (this.#frame === undefined) {
      this.#frame = new MessageFrame();
      process.nextTick(() => this.flush());
    }
    return this.#frame;
  }

  #afterAdding(): boolean {
    const room = this.hasRoom();
    if (this.#frame !== undefined && this.#frame.length >= FRAME_BYTES) this.flush();
    return room;
  }
}
