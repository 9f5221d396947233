/**
 * One exec or attach stream between the client's WebSocket and a process, with backpressure in both directions.
 * Quirks of a real kubelet are reproduced on purpose; comments mark them.
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

/** The process side of a stream. */
export interface StreamTarget {
  /** Starts or attaches to the process. Returns a string, the reason, if the runtime cannot start it. */
  open(listener: ProcessListener, size: TerminalSize | undefined): ContainerProcess | string;
  /** The client has disconnected; `abruptly`: without a close frame. The process may keep running. */
  leave(process: ContainerProcess, abruptly: boolean, version: Subprotocol['version']): void;
}

export interface StreamLimits {
  /** Bytes of unsent output at which reading from the process stops. */
  readonly pipelineBytes: number;
  /** Milliseconds to wait for the first terminal size before the command starts. */
  readonly firstSizeMs: number;
}

type State =
  /** Upgraded, command not started; early input is kept. */
  | { readonly kind: 'opening'; readonly early: Buffer[]; inputEnded: boolean }
  | { readonly kind: 'open'; readonly process: ContainerProcess }
  /** The status is sent, or the client has disconnected. */
  | { readonly kind: 'over' };

/** Which channels from the client are still read. */
type Listening = 'all' | 'no-sizes' | 'nothing';

export interface StreamParts {
  readonly webSocket: WebSocket;
  /** The socket of `webSocket`. Output frames are written to it directly, which is faster. */
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

  /** Takes over an open WebSocket. */
  constructor(parts: StreamParts) {
    this.#parts = parts;
    this.#lowBytes = parts.limits.pipelineBytes / 2;
    const { webSocket, options, limits, clock } = parts;
    // With this type `ws` delivers a message as an array of its frames.
    webSocket.binaryType = 'fragments';
    webSocket.on('message', (data) => this.#onMessage(data));
    webSocket.on('close', (code) => this.#onClose(code));
    webSocket.on('error', () => {});
    this.#send(STDOUT_CHANNEL, Buffer.alloc(0));
    if (options.tty) this.#cancelStart = clock.after(limits.firstSizeMs, () => this.#start(undefined));
    else this.#start(undefined);
  }

  /** Cuts the connection. Does not end the process. */
  terminate(): void {
    this.#parts.webSocket.terminate();
  }

  /**
   * The container runtime restarts and the process runs on. Quirk: with v5 a real kubelet then reports success, and
   * with v4 it cuts the connection (Kubernetes 1.36.3 with containerd 2.2).
   */
  loseRuntime(): void {
    if (this.#parts.subprotocol.version === 'v5') {
      this.#finish({ kind: 'exited', exitCode: 0, command: this.#parts.options.command });
      return;
    }
    this.#state = { kind: 'over' };
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
    // Quirk: a real kubelet drops a fragmented message and reads nothing after it.
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

  /** In v5 this closes the input of a command without a terminal; otherwise it is ignored. */
  #onInputEnd(): void {
    if (this.#parts.subprotocol.version !== 'v5' || this.#parts.options.tty) return;
    if (this.#state.kind === 'opening') this.#state.inputEnded = true;
    else if (this.#state.kind === 'open') this.#state.process.endInput();
  }

  #onResize(payload: Buffer): void {
    if (!this.#parts.options.tty || payload.length === 0) return;
    // Quirk: the kubelet's size decoder has stopped, so its pipe fills and blocks all input.
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

  /** One callback for all writes: a closure for each would be slower. */
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
    // Discard unread input, or the client's close frame would never be read.
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

/** The code that `ws` reports when TCP ended without a close frame. */
const ABNORMAL_CLOSE = 1006;
