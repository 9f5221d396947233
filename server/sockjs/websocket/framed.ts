/** `/{server}/{session}/websocket`: SockJS frames over a WebSocket. Source: "WebSocket protocols" of the protocol. */

import { type CloseReason, closeFrame } from '../close-frame.ts';
import type { FrameMemory } from '../frame-memory.ts';
import { decodeFrame } from '../incoming.ts';
import { MessageFrame } from '../message-frame.ts';
import { type TransportParts, WebSocketTransport } from './transport.ts';

/** Messages of one turn of the event loop share a frame of up to about this many bytes. */
const FRAME_BYTES = 64 * 1024;

export class FramedWebSocket extends WebSocketTransport {
  readonly transport = 'websocket';
  readonly #memory: FrameMemory;
  #frame: MessageFrame | undefined;

  constructor(parts: TransportParts, memory: FrameMemory) {
    super(parts);
    this.#memory = memory;
  }

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

  flush(): void {
    const frame = this.#frame;
    this.#frame = undefined;
    if (frame === undefined) return;
    const bytes = frame.take();
    this.writeFrame(bytes, this.#memory.owns(bytes) ? () => this.#onTaken(bytes) : this.onWritten);
  }

  #onTaken(bytes: Buffer): void {
    this.#memory.give(bytes);
    this.noticeRoom();
  }

  protected writeCloseFrame(close: CloseReason): void {
    this.webSocket.send(closeFrame(close));
  }

  protected writeHeartbeat(): void {
    this.webSocket.send('h');
  }

  #collect(): MessageFrame {
    if (this.#frame === undefined) {
      this.#frame = new MessageFrame(this.#memory);
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
