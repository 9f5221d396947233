/** One exec over WebSocket: frames with a channel byte in both directions. */

import {
  CHANNEL_V4,
  CHANNEL_V5,
  RESIZE_CHANNEL,
  STATUS_CHANNEL,
  STDERR_CHANNEL,
  STDIN_CHANNEL,
  STDOUT_CHANNEL,
} from '#protocol/channels.ts';
import { MAX_TERMINAL_SIDE, MIN_TERMINAL_SIDE } from '#protocol/limits.ts';
import type { Clock } from '#server/ports.ts';
import type { TerminalSize } from '#server/terminal/ports.ts';
import type { ApiClient } from '../../client/api-client.ts';
import { UnansweredUpgradeError } from '../../errors/blocked-upgrade.ts';
import type { ClusterLimits } from '../../limits.ts';
import { ExecAttempt, type ExecAttemptListener, type ExecClose } from './exec-attempt.ts';
import { Heartbeat, type HeartbeatPeer } from './heartbeat.ts';
import type { TappedSocket } from './tapped-socket.ts';
import { type Attempt, attemptAfter, type Refusal } from './upgrade-refusal.ts';

export interface ExecSocketOptions {
  readonly client: ApiClient;
  /** Path and query of the exec request. */
  readonly path: string;
  /** See {@link ExecContext.auditId}. */
  readonly auditId: string | undefined;
  readonly limits: ClusterLimits;
  readonly clock: Clock;
  /** Subprotocols, preferred one first. One is offered at a time: of several, a cluster chooses v5. */
  readonly protocols: readonly string[];
  /** Tells what no pong tells; undefined: no pings are sent. */
  readonly prober: Prober | undefined;
}

export type Prober = Pick<HeartbeatPeer, 'probe'>;

/** With v4 the node ends a process whose connection breaks, for instance because this server was killed. */
export const EXEC_PROTOCOLS = [CHANNEL_V4, CHANNEL_V5] as const;

export type { ExecClose };

export interface ExecSocketListener {
  onOpen(): void;
  /** Output of the process. Valid only during the call. Never empty. */
  onOutput(bytes: Buffer): void;
  onStatus(payload: Buffer): void;
  onDrain(): void;
  /** Called once, last. */
  onClose(close: ExecClose): void;
}

/** The largest frame sent: a larger one would delay the frames after it. */
const FRAME_BYTES = 64 * 1024;
/** So many bytes at most are a key, or what a function key sends. */
const KEY_BYTES = 32;
const CLOSE_MS = 2_000;
const EMPTY = Buffer.alloc(0);
/** Payload of a ping that no heartbeat sent: its pong confirms no input. */
const QUESTION = Buffer.from('?');

/** The events of its attempt and the questions of its heartbeat are for those two alone. */
export class ExecSocket implements ExecAttemptListener, HeartbeatPeer {
  /** Without the path, which is long and not needed after the request. */
  readonly #options: Omit<ExecSocketOptions, 'path'>;
  readonly #listener: ExecSocketListener;
  #state: 'opening' | 'open' | 'closed' = 'opening';
  #socket: TappedSocket | undefined;
  #heartbeat: Heartbeat | undefined;
  #cancelTimer: (() => void) | undefined;
  #paused = false;
  #needsDrain = false;
  #sentBytes = 0;
  /** When the heartbeat's ping left that has no pong yet; milliseconds since the epoch. */
  #pingedAt: number | undefined;
  /** Of {@link ask}, without an answer; each is called once, however often it was asked. Undefined before the first. */
  #questions: Set<() => void> | undefined;

  /** Starts to connect. Calls the listener only after the constructor has returned. */
  constructor(options: ExecSocketOptions, listener: ExecSocketListener) {
    const { path, ...others } = options;
    this.#options = others;
    this.#listener = listener;
    this.#start(path).catch((error: unknown) => this.#end({ kind: 'failed', error }));
  }

  /** The negotiated subprotocol; empty before the upgrade. */
  get protocol(): string {
    return this.#socket?.protocol ?? '';
  }

  /** Sends input in frames. False: the bytes are queued; wait for `onDrain` before writing more. Call when open. */
  write(bytes: Uint8Array): boolean {
    if (this.#state !== 'open') return true;
    for (let from = 0; from < bytes.length; from += FRAME_BYTES) {
      this.#send(STDIN_CHANNEL, bytes.subarray(from, from + FRAME_BYTES));
    }
    this.#sentBytes += bytes.length;
    if ((this.#socket?.bufferedAmount ?? 0) < this.#options.limits.stdinHighBytes) return true;
    this.#needsDrain = true;
    return false;
  }

  /**
   * Sends the window size, as integers in range: a size that the kubelet cannot decode blocks its stream. Call when
   * open.
   */
  resize(size: TerminalSize): void {
    const message = JSON.stringify({ Width: side(size.cols), Height: side(size.rows) });
    this.#send(RESIZE_CHANNEL, Buffer.from(message));
  }

  /**
   * Asks whether the peer answers. Calls back once, when anything comes; at once where no answer can be expected: while
   * paused, or with so much unconfirmed input that the process may not read it.
   */
  ask(onAnswer: () => void): void {
    const unconfirmed = this.#heartbeat?.unconfirmedBytes ?? Number.POSITIVE_INFINITY;
    if (this.#state !== 'open' || this.#paused || unconfirmed > this.#options.limits.pongStdinBytes) {
      onAnswer();
      return;
    }
    // A page asks again while there is no answer, and one ping is under way then.
    if (this.#questions === undefined) this.#socket?.ping(QUESTION);
    this.#questions ??= new Set();
    this.#questions.add(onAnswer);
  }

  #answer(): void {
    const questions = this.#questions;
    if (questions === undefined) return;
    this.#questions = undefined;
    for (const onAnswer of questions) onAnswer();
  }

  /** Stops reading from the network. Idempotent. */
  pause(): void {
    this.#paused = true;
    // Its pong will wait until somebody reads again.
    this.#pingedAt = undefined;
    this.#answer();
    this.#heartbeat?.pause();
    this.#socket?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#heartbeat?.resume();
    this.#socket?.resume();
  }

  /** Sends a close frame, and destroys the connection if no answer comes. */
  close(): void {
    if (this.#state !== 'open') {
      this.destroy();
      return;
    }
    this.#socket?.close(1000);
    this.#cancelTimer = this.#options.clock.after(CLOSE_MS, () => this.destroy());
  }

  /** Destroys the connection; `onClose` is still called. */
  destroy(): void {
    if (this.#state === 'closed') return;
    this.#socket?.terminate();
    if (this.#state === 'opening') this.#end({ kind: 'closed', code: 1006 });
  }

  async #start(path: string): Promise<void> {
    const { client, clock, limits } = this.#options;
    // Before the handshake has a time limit: an exec plugin has one of its own.
    const access = await client.access();
    if (this.#state === 'closed') return;
    const { protocols } = this.#options;
    this.#attempt({ access, path, protocols, isRenewed: false, until: clock.now() + limits.busyMs });
  }

  #attempt(attempt: Attempt): void {
    const { clock, limits } = this.#options;
    this.#stopTimer();
    this.#cancelTimer = clock.after(limits.handshakeMs, () => this.#onTimeout());
    this.#socket = new ExecAttempt(attempt, this.#options, this).socket;
  }

  /** Of the present attempt, as all events below. */
  onRefused(attempt: Attempt, refusal: Refusal): void {
    this.#attemptAfter(attempt, refusal).catch((error: unknown) => this.#end({ kind: 'failed', error }));
  }

  async #attemptAfter(attempt: Attempt, refusal: Refusal): Promise<void> {
    // The next attempt has its own time limit, and an exec plugin too.
    this.#stopTimer();
    const next = await attemptAfter(attempt, refusal, this.#options);
    if (this.#state === 'closed') return;
    if (next === undefined) this.#end(refusal);
    else if (next.waitMs === undefined) this.#attempt(next.attempt);
    else this.#cancelTimer = this.#options.clock.after(next.waitMs, () => this.#attempt(next.attempt));
  }

  onOpen(): void {
    if (this.#state !== 'opening') return;
    this.#state = 'open';
    this.#stopTimer();
    const { prober, limits, clock } = this.#options;
    if (this.#paused) this.#socket?.pause();
    if (prober !== undefined) {
      this.#heartbeat = new Heartbeat(this, limits, clock);
      if (this.#paused) this.#heartbeat.pause();
    }
    this.#listener.onOpen();
  }

  /** Sends a heartbeat's ping. */
  ping(): void {
    this.#pingedAt = this.#options.clock.now();
    this.#socket?.ping();
    // A node ends a v4 stream without messages after 4 hours, and does not count pings. It ignores an empty one.
    if (this.protocol === CHANNEL_V4) this.#socket?.send(EMPTY);
  }

  /** Bytes of input so far. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  /** Checks another way whether the peer is alive. */
  probe(): Promise<boolean> {
    return this.#options.prober?.probe() ?? Promise.resolve(true);
  }

  /** The heartbeat has got no answer. */
  onDead(): void {
    this.#end({ kind: 'silent' });
    this.#socket?.terminate();
  }

  onPong(payload: Buffer): void {
    if (payload.equals(QUESTION)) this.#heartbeat?.onData();
    else this.#onHeartbeatPong();
    this.#answer();
  }

  #onHeartbeatPong(): void {
    this.#heartbeat?.onPong();
    const { client, clock } = this.#options;
    if (this.#pingedAt !== undefined) client.observer.onExecPong(clock.now() - this.#pingedAt);
    this.#pingedAt = undefined;
  }

  onClosed(close: ExecClose): void {
    this.#end(close);
  }

  #onTimeout(): void {
    this.#end({ kind: 'failed', error: new UnansweredUpgradeError() });
    this.#socket?.terminate();
  }

  onOutput(bytes: Buffer): void {
    // The first frame is empty and comes before the command has started, so it is no sign of life.
    if (this.#state !== 'open' || bytes.length === 0) return;
    this.#heartbeat?.onData();
    this.#answer();
    this.#listener.onOutput(bytes);
  }

  onFrame(frame: Buffer): void {
    if (this.#state !== 'open') return;
    this.#heartbeat?.onData();
    const payload = frame.subarray(1);
    switch (frame[0]) {
      case STDOUT_CHANNEL:
      case STDERR_CHANNEL:
        this.onOutput(payload);
        return;
      case STATUS_CHANNEL:
        this.#listener.onStatus(payload);
        return;
    }
  }

  #send(channel: number, payload: Uint8Array): void {
    if (this.#state !== 'open') return;
    const frame = Buffer.allocUnsafe(payload.length + 1);
    frame[0] = channel;
    frame.set(payload, 1);
    if (frame.length <= KEY_BYTES && this.#socket?.sendKey(frame) === true) return;
    this.#socket?.send(frame, { binary: true, compress: false, fin: true }, () => this.#onSent());
  }

  #onSent(): void {
    if (!this.#needsDrain || this.#state !== 'open') return;
    if ((this.#socket?.bufferedAmount ?? 0) > this.#options.limits.stdinLowBytes) return;
    this.#needsDrain = false;
    this.#listener.onDrain();
  }

  /** Lets go of it, too: an idle shell would keep what a timer was. */
  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #end(close: ExecClose): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#heartbeat?.stop();
    this.#stopTimer();
    this.#listener.onClose(close);
  }
}

function side(value: number): number {
  if (!Number.isFinite(value)) return MIN_TERMINAL_SIDE;
  return Math.min(MAX_TERMINAL_SIDE, Math.max(MIN_TERMINAL_SIDE, Math.trunc(value)));
}
