/** A browser that a test plays by hand. */

import { type ClientMessage, decodeServerMessage, type ServerMessage } from '#protocol/messages.ts';
import type { Connection, ConnectionListener } from '../ports.ts';

export class FakeConnection implements Connection {
  readonly messages: ServerMessage[] = [];
  closed: { code: number; reason: string } | undefined;
  readingPaused = false;
  bufferedBytes = 0;
  /** How often it was told to pass on what was sent. */
  flushes = 0;
  /** What `send` answers. */
  roomToSend = true;
  /** Sending throws. */
  broken = false;
  /** Nothing of what is sent arrives any more, and the server does not know it yet. */
  lineIsDead = false;
  #listener: ConnectionListener | undefined;
  #gone = false;

  listen(listener: ConnectionListener): void {
    this.#listener = listener;
  }

  send(message: string): boolean {
    if (this.broken) throw new Error('The connection is broken');
    if (this.closed !== undefined || this.#gone) return true;
    this.messages.push(decodeServerMessage(message));
    return this.roomToSend;
  }

  sendLiteral(literal: Uint8Array): boolean {
    return this.send(JSON.parse(Buffer.from(literal).toString('utf8')) as string);
  }

  flush(): void {
    this.flushes += 1;
  }

  /** The browser confirms the close at once, unless its line is dead. */
  close(code: number, reason: string): void {
    if (this.closed !== undefined || this.#gone) return;
    this.closed = { code, reason };
    if (!this.lineIsDead) this.#listener?.onClose(true);
  }

  pauseReading(): void {
    this.readingPaused = true;
  }

  resumeReading(): void {
    this.readingPaused = false;
  }

  receive(message: ClientMessage): void {
    this.receiveText(JSON.stringify(message));
  }

  receiveText(text: string): void {
    this.#listener?.onMessage(text);
  }

  drain(): void {
    this.roomToSend = true;
    this.#listener?.onDrain();
  }

  /** The line drops: no close frame. */
  drop(): void {
    if (this.#gone || (this.closed !== undefined && !this.lineIsDead)) return;
    this.#gone = true;
    this.#listener?.onClose(false);
  }

  /** Text of all output so far. */
  get output(): string {
    return this.messages.map((message) => (message.Op === 'stdout' ? message.Data : '')).join('');
  }

  /** The newest message of a kind. */
  last<Op extends ServerMessage['Op']>(op: Op): Extract<ServerMessage, { Op: Op }> | undefined {
    return this.messages.findLast(
      (message): message is Extract<ServerMessage, { Op: Op }> => message.Op === op,
    );
  }
}
