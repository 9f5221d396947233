/** One connection from opening to end: decodes messages, detects silence, ends exactly once. */

import {
  type ClientMessage,
  decodeServerMessage,
  encodeMessage,
  MessageError,
  type PongMessage,
  type ServerMessage,
} from '#protocol/messages.ts';
import { AnswerWatch } from './answer-watch.ts';
import type { Clock } from './clock.ts';
import type { SocketListener, TerminalSocket } from './ports.ts';

/** Close code for a timeout: the one that browsers use for a broken connection. */
const SILENT = { code: 1006, reason: 'No heartbeat' };

/** What the server says of the session. */
export type SessionMessage = Exclude<ServerMessage, PongMessage>;

export interface SocketTransportOptions {
  readonly openSocket: (listener: SocketListener) => TerminalSocket;
  readonly clock: Clock;
  /** Longest silence, in milliseconds; also the limit for opening the connection. */
  readonly silenceMs: number;
  readonly onOpen: () => void;
  readonly onMessage: (message: SessionMessage) => void;
  /** See {@link AnswerWatch}. */
  readonly onQuiet: (isQuiet: boolean) => void;
  readonly isHidden: () => boolean;
  readonly isSeen: () => boolean;
  /** Called exactly once, unless {@link SocketTransport.abandon} was called before. */
  readonly onEnd: (code: number, reason: string) => void;
}

export class SocketTransport {
  readonly #options: SocketTransportOptions;
  readonly #socket: TerminalSocket;
  readonly #answers: AnswerWatch;
  #ended = false;
  #heardAt: number;
  #cancelWatch: () => void;
  /** True between `onOpen` and the end. */
  isOpen = false;

  constructor(options: SocketTransportOptions) {
    this.#options = options;
    this.#heardAt = options.clock.now();
    this.#answers = new AnswerWatch({
      clock: options.clock,
      ping: () => this.send({ Op: 'ping' }),
      isHidden: options.isHidden,
      isSeen: options.isSeen,
      onQuiet: options.onQuiet,
    });
    this.#cancelWatch = options.clock.after(options.silenceMs, () => this.#checkSilence());
    this.#socket = options.openSocket({
      onOpen: () => {
        if (this.#ended) return;
        this.#heard();
        this.isOpen = true;
        options.onOpen();
      },
      onMessage: (text) => this.#receive(text),
      onHeartbeat: () => this.#heard(),
      onClose: (code, reason) => this.#end(code, reason),
    });
  }

  send(message: ClientMessage): void {
    if (!this.isOpen) return;
    this.#socket.send(encodeMessage(message));
    if (message.Op === 'stdin') this.#answers.onInput();
  }

  /** Characters queued in the transport; 0 if it cannot tell. */
  unsent(): number {
    return this.isOpen ? this.#socket.unsent() : 0;
  }

  get transport(): string {
    return this.#socket.transport();
  }

  /** Milliseconds since the server was last heard. */
  silentFor(): number {
    return this.#options.clock.now() - this.#heardAt;
  }

  /** Closes without a call of the listener. Idempotent. */
  abandon(): void {
    if (this.#stop()) this.#socket.close();
  }

  #receive(text: string): void {
    if (this.#ended) return;
    this.#heard();
    let message: ServerMessage;
    try {
      message = decodeServerMessage(text);
    } catch (error) {
      // A newer server may send messages that this page does not know; the protocol allows it.
      if (error instanceof MessageError) return;
      throw error;
    }
    this.#answers.onMessage(message);
    if (message.Op !== 'pong') this.#options.onMessage(message);
  }

  #heard(): void {
    this.#heardAt = this.#options.clock.now();
  }

  #checkSilence(): void {
    const left = this.#options.silenceMs - this.silentFor();
    if (left > 0) {
      this.#cancelWatch = this.#options.clock.after(left, () => this.#checkSilence());
      return;
    }
    this.#socket.close();
    this.#end(SILENT.code, SILENT.reason);
  }

  #end(code: number, reason: string): void {
    if (this.#stop()) this.#options.onEnd(code, reason);
  }

  /** True the first time. */
  #stop(): boolean {
    if (this.#ended) return false;
    this.#ended = true;
    this.isOpen = false;
    this.#cancelWatch();
    this.#answers.stop();
    return true;
  }
}
