/**
 * One exec or attach stream: the client's WebSocket on one side, the process on the other, backpressure both
 * ways. Quirks of a real kubelet are kept on purpose; each says so.
 */

import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import {
  CLOSE_CHANNEL,
  RESIZE_CHANNEL,
  STATUS_CHANNEL,
  STDERR_CHANNEL,
  STDIN_CHANNEL,
  STDOUT_CHANNEL,
} from '#protocol/channels.ts';
import type { Clock } from '../clock.ts';
import type { ContainerProcess, OutputStream, ProcessListener, TerminalSize } from '../process/process.ts';
import { decodeMessage, encodeMessage, frameInPlace, MAX_MESSAGE_BYTES } from './channel-frame.ts';
import { type StreamOutcome, statusPayload } from './exec-status.ts';
import type { StreamOptions } from './stream-options.ts';
import type { Subprotocol } from './subprotocols.ts';
import { decodeSize } from './terminal-size.ts';

/** What a stream is connected to. */
export interface StreamTarget {
  /** Starts or joins the process. A string is the reason why the runtime cannot start it. */
  open(listener: ProcessListener, size: TerminalSize | undefined): ContainerProcess | string;
  /** The client is gone; `abruptly`: without a close frame. The process may live on. */
  leave(process: ContainerProcess, abruptly: boolean, version: Subprotocol['version']): void;
}

export interface StreamLimits {
  /** Unsent output beyond which the process is not read any more. */
  readonly pipelineBytes: number;
  /** How long a terminal waits for its first size before the command starts, milliseconds. */
  readonly firstSizeMs: number;
}

type State =
  /** Upgraded; input that comes before the command starts is kept. */
  | { readonly kind: 'opening'; readonly early: Buffer[]; inputEnded: boolean }
  | { readonly kind: 'open'; readonly process: ContainerProcess }
  /** The status is said, or the client has gone. */
  | { readonly kind: 'over' };

/** What is left of the channels from the client. */
type Listening = 'all' | 'no-sizes' | 'nothing';

export interface StreamParts {
  readonly webSocket: WebSocket;
  /** What `webSocket` runs on. Whole frames are written to it past the library, for the sake of speed. */
  readonly socket: Duplex;
  readonly subprotocol: Subprotocol;
  readonly options: StreamOptions;
  readonly execId: string;
  readonly target: StreamTarget;
  readonly limits: StreamLimits;
  readonly clock: Clock;
}

export class StreamSession implements ProcessListener {
  readonly #parts: StreamParts;
  readonly #lowBytes: number;
  #state: State = { kind: 'opening', early: [], inputEnded: false };
  #listening: Listening = 'all';
  #cancelStart: (() => void) | undefined;
  #outputPaused = false;

  /** Takes over a WebSocket that is open. */
  constructor(parts: StreamParts) {
    this.#parts = parts;
    this.#lowBytes = parts.limits.pipelineBytes / 2;
    const { webSocket, options, limits, clock } = parts;
    // With this type a message tells how many frames it came in.
    webSocket.binaryType = 'fragments';
    webSocket.on('message', (data) => this.#onMessage(data));
    webSocket.on('close', (code) => this.#onClose(code));
    webSocket.on('error', () => {});
    this.#send(STDOUT_CHANNEL, Buffer.alloc(0));
    if (options.tty) this.#cancelStart = clock.after(limits.firstSizeMs, () => this.#start(undefined));
    else this.#start(undefined);
  }

  /** Cuts the connection; the process is somebody else's to end. */
  terminate(): void {
    this.#parts.webSocket.terminate();
  }

  onOutput(stream: OutputStream, chunk: Buffer): void {
    if (this.#state.kind === 'over') return;
    this.#sendOutput(stream === 'stdout' ? STDOUT_CHANNEL : STDERR_CHANNEL, chunk);
    if (this.#outputPaused || this.#parts.socket.writableLength <= this.#parts.limits.pipelineBytes) return;
    this.#outputPaused = true;
    if (this.#state.kind === 'open') this.#state.process.pause();
  }

  onInputDrain(): void {
    if (this.#state.kind === 'open') this.#parts.webSocket.resume();
  }

  onEnd(exitCode: number): void {
    this.#finish({ kind: 'exited', exitCode, command: this.#parts.options.command });
  }

  #start(size: TerminalSize | undefined): void {
    this.#cancelStart?.();
    if (this.#state.kind !== 'opening') return;
    const { early, inputEnded } = this.#state;
    const process = this.#parts.target.open(this, size);
    if (typeof process === 'string') {
      this.#finish({ kind: 'not-started', execId: this.#parts.execId, reason: process });
      return;
    }
    this.#state = { kind: 'open', process };
    if (this.#outputPaused) process.pause();
    for (const bytes of early) this.#writeInput(process, bytes);
    if (inputEnded) process.endInput();
  }

  #onMessage(data: RawData): void {
    const frames = Array.isArray(data) ? data : [data];
    const [message] = frames;
    if (!Buffer.isBuffer(message) || this.#listening === 'nothing') return;
    // A real kubelet loses a message that comes in fragments, and reads nothing after it.
    if (frames.length > 1) this.#listening = 'nothing';
    else if (message.length > MAX_MESSAGE_BYTES) this.#refuseSize();
    else this.#receive(message);
  }

  #refuseSize(): void {
    this.#listening = 'nothing';
    if (this.#parts.subprotocol.version === 'v5') this.#parts.webSocket.terminate();
    else this.#parts.webSocket.close(1000);
  }

  #receive(message: Buffer): void {
    const decoded = decodeMessage(this.#parts.subprotocol.encoding, message);
    if (decoded === undefined) return;
    switch (decoded.channel) {
      case STDIN_CHANNEL:
        this.#onInput(decoded.payload);
        break;
      case RESIZE_CHANNEL:
        this.#onResize(decoded.payload);
        break;
      case CLOSE_CHANNEL:
        if (decoded.payload[0] === STDIN_CHANNEL && decoded.payload.length === 1) this.#onInputEnd();
        break;
    }
  }

  #onInput(bytes: Buffer): void {
    if (!this.#parts.options.stdin || bytes.length === 0) return;
    if (this.#state.kind === 'opening') this.#state.early.push(bytes);
    else if (this.#state.kind === 'open') this.#writeInput(this.#state.process, bytes);
  }

  #writeInput(process: ContainerProcess, bytes: Buffer): void {
    if (!process.write(bytes)) this.#parts.webSocket.pause();
  }

  /** v5 closes the input of a command without a terminal; anywhere else the message means nothing. */
  #onInputEnd(): void {
    if (this.#parts.subprotocol.version !== 'v5' || this.#parts.options.tty) return;
    if (this.#state.kind === 'opening') this.#state.inputEnded = true;
    else if (this.#state.kind === 'open') this.#state.process.endInput();
  }

  #onResize(payload: Buffer): void {
    if (!this.#parts.options.tty || payload.length === 0) return;
    // The kubelet's decoder is gone: the pipe to it fills, and with it everything that the client sends.
    if (this.#listening === 'no-sizes') {
      this.#listening = 'nothing';
      return;
    }
    const decoded = decodeSize(payload);
    if (decoded.kind === 'undecodable') this.#listening = 'no-sizes';
    if (decoded.kind !== 'size') return;
    if (this.#state.kind === 'opening') this.#start(decoded.size);
    else if (this.#state.kind === 'open') this.#state.process.resize(decoded.size);
  }

  #sendOutput(channel: number, chunk: Buffer): void {
    const { subprotocol, socket, webSocket } = this.#parts;
    if (webSocket.readyState !== webSocket.OPEN) return;
    if (subprotocol.encoding === 'binary') socket.write(frameInPlace(channel, chunk), this.#onSent);
    else webSocket.send(encodeMessage(subprotocol.encoding, channel, chunk), this.#onSent);
  }

  #send(channel: number, payload: Buffer): void {
    const { subprotocol, webSocket } = this.#parts;
    if (webSocket.readyState !== webSocket.OPEN) return;
    webSocket.send(encodeMessage(subprotocol.encoding, channel, payload));
  }

  /** One function for all writes: a closure for each would cost more than the write's own bookkeeping. */
  readonly #onSent = (): void => {
    if (!this.#outputPaused || this.#parts.socket.writableLength > this.#lowBytes) return;
    this.#outputPaused = false;
    if (this.#state.kind === 'open') this.#state.process.resume();
  };

  #finish(outcome: StreamOutcome): void {
    if (this.#state.kind === 'over') return;
    this.#state = { kind: 'over' };
    const payload = statusPayload(this.#parts.subprotocol.version, outcome);
    if (payload !== undefined) this.#send(STATUS_CHANNEL, payload);
    // Input that nobody reads any more must not hide the client's close frame.
    this.#parts.webSocket.resume();
    this.#parts.webSocket.close(1000);
  }

  #onClose(code: number): void {
    this.#cancelStart?.();
    const state = this.#state;
    this.#state = { kind: 'over' };
    if (state.kind === 'open') {
      const { target, subprotocol } = this.#parts;
      target.leave(state.process, code === ABNORMAL_CLOSE, subprotocol.version);
    }
  }
}

/** What the library reports when TCP ended without a close frame. */
const ABNORMAL_CLOSE = 1006;
