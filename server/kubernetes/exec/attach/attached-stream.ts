/** A session on the main process of a container: connects to what runs, and leaves it running. */

import type {
  ShellEnd,
  ShellFailure,
  ShellReview,
  ShellSink,
  ShellStart,
  ShellStream,
  TerminalSize,
} from '#server/terminal/ports.ts';
import { explainExec } from '../../errors/explain-exec.ts';
import type { ClusterLimits } from '../../limits.ts';
import { ATTACH_RIGHT } from '../../pod-right.ts';
import type { Origin } from '../ending/end-cause.ts';
import type { ExecContext } from '../stream/exec-context.ts';
import { attachPath } from '../stream/exec-path.ts';
import { type ExecClose, ExecSocket, type Prober } from '../stream/exec-socket.ts';
import { decodeStatus } from '../stream/exec-status.ts';
import { InputQueue } from '../stream/input-queue.ts';
import { findMainEnd, leftFailure } from './main-end.ts';
import type { MainProcess } from './main-process.ts';

export interface AttachedStreamOptions {
  readonly start: ShellStart;
  readonly sink: ShellSink;
  /** Resolves to what is attached to; rejects if that must not be. */
  readonly prepared: Promise<PreparedAttach>;
  readonly limits: Pick<ClusterLimits, 'stdinHighBytes'>;
  /** The question whether the caller may still be attached. */
  readonly review: (context: ExecContext) => ShellReview;
  readonly onGone: () => void;
}

export interface PreparedAttach {
  readonly context: ExecContext;
  readonly process: MainProcess;
  readonly origin: Origin | undefined;
  readonly node: string | undefined;
}

type State =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'connecting' | 'running'; readonly to: PreparedAttach; readonly socket: ExecSocket }
  /** The stream has ended; the cause is being read. */
  | { readonly kind: 'settling' }
  | { readonly kind: 'ended' };

type Running = Extract<State, { kind: 'connecting' | 'running' }>;

/** How long a program has for drawing at the first size. Any output ends it earlier. */
const REDRAW_MS = 100;

/** What sessions are called that have started no program. */
const NAME = 'attach';

const DETACHED: ShellEnd = {
  kind: 'exited',
  exitCode: null,
  cause: 'detached',
  reason: "Detached. The container's process keeps running.",
};

/** Nothing may be started in the container, so nothing but pongs tells whether its node answers. */
const NO_OTHER_WAY: Prober = { probe: () => Promise.resolve(true) };

const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

export class AttachedStream implements ShellStream {
  readonly #options: AttachedStreamOptions;
  readonly #input: InputQueue;
  readonly #over = Promise.withResolvers<void>();
  #state: State = { kind: 'preparing' };
  #size: TerminalSize;
  #paused = false;
  /** While the terminal has another size than the window; see {@link AttachedStream.#redraw}. */
  #cancelRedraw: (() => void) | undefined;

  constructor(options: AttachedStreamOptions) {
    this.#options = options;
    this.#input = new InputQueue(options.limits.stdinHighBytes);
    this.#size = options.start.size;
    options.prepared.then(
      (to) => this.#connect(to),
      (error: unknown) => this.#fail(error, undefined),
    );
    void this.#over.promise.finally(options.onGone);
  }

  get review(): ShellReview | undefined {
    return this.#state.kind === 'running' ? this.#options.review(this.#state.to.context) : undefined;
  }

  write(bytes: Uint8Array): boolean {
    switch (this.#state.kind) {
      case 'running':
        if (this.#cancelRedraw === undefined) return this.#send(this.#state, bytes);
        return this.#input.push(bytes);
      case 'preparing':
      case 'connecting':
        return this.#input.push(bytes);
      case 'settling':
      case 'ended':
        return true;
    }
  }

  ping(onAnswer: () => void): void {
    switch (this.#state.kind) {
      case 'running':
        this.#state.socket.ask(onAnswer);
        return;
      case 'preparing':
      case 'connecting':
        onAnswer();
        return;
      case 'settling':
      case 'ended':
        return;
    }
  }

  /** Nobody knows which processes of the container read from it. */
  countReads(): undefined {
    return undefined;
  }

  resize(size: TerminalSize): void {
    this.#size = size;
    if (this.#state.kind !== 'running' || this.#cancelRedraw !== undefined) return;
    if (this.#state.to.process.terminal) this.#state.socket.resize(size);
  }

  pause(): void {
    this.#paused = true;
    if (this.#state.kind === 'running') this.#state.socket.pause();
  }

  resume(): void {
    this.#paused = false;
    if (this.#state.kind === 'running') this.#state.socket.resume();
  }

  /** Leaves the process. Its input is not ended and it gets no signal. */
  async terminate(): Promise<void> {
    const state = this.#state;
    this.#finish(DETACHED);
    if (state.kind === 'connecting' || state.kind === 'running') {
      // A paused stream would never read the answer to its close frame.
      state.socket.resume();
      state.socket.close();
    }
  }

  /** As {@link terminate}, for a server that must stop now. */
  abandon(): void {
    const state = this.#state;
    this.#finish(DETACHED);
    if (state.kind === 'connecting' || state.kind === 'running') state.socket.destroy();
  }

  #connect(to: PreparedAttach): void {
    if (this.#state.kind !== 'preparing') return;
    const { context, process } = to;
    const { target, limits, clock, protocols, auditId, identity } = context;
    const socket: ExecSocket = new ExecSocket(
      {
        client: identity.client,
        path: attachPath(target, process),
        auditId,
        limits,
        clock,
        protocols,
        prober: NO_OTHER_WAY,
      },
      {
        onOpen: () => this.#onOpen({ kind: 'running', to, socket }),
        onOutput: (bytes) => {
          if (this.#state.kind !== 'running') return;
          this.#options.sink.onOutput(bytes);
          this.#endRedraw();
        },
        onStatus: (payload) => {
          const outcome = decodeStatus(payload);
          socket.close();
          if (outcome.kind === 'failed') this.#fail(outcome.error, to);
          else void this.#settle(to, 'ended');
        },
        onDrain: () => {
          if (this.#state.kind === 'running') this.#options.sink.onDrain();
        },
        onClose: (close) => this.#onClose(to, close),
      },
    );
    this.#state = { kind: 'connecting', to, socket };
  }

  #onOpen(running: Running): void {
    if (this.#state.kind !== 'connecting') return;
    const { socket, to } = running;
    this.#state = running;
    if (this.#paused) socket.pause();
    const { terminal, input, debug } = to.process;
    this.#options.sink.onStarted(NAME, { terminal, input, debug });
    if (terminal) this.#redraw(running);
    else this.#flush(running);
  }

  /**
   * Nobody has kept what is on the screen, and only a size that differs makes a program draw it. As kubectl does, a size
   * that is larger by one comes first. Unlike there, the program has time to see it: of two changes at once it sees one,
   * and from the size that it had to the same is none. What is typed waits for the right size.
   */
  #redraw({ socket, to }: Running): void {
    const { cols, rows } = this.#size;
    socket.resize({ cols: cols + 1, rows: rows + 1 });
    this.#cancelRedraw = to.context.clock.after(REDRAW_MS, () => this.#endRedraw());
  }

  #endRedraw(): void {
    if (this.#cancelRedraw === undefined) return;
    this.#cancelRedraw();
    this.#cancelRedraw = undefined;
    if (this.#state.kind !== 'running') return;
    this.#state.socket.resize(this.#size);
    this.#flush(this.#state);
  }

  #flush(running: Running): void {
    this.#input.flush(
      (bytes) => this.#send(running, bytes),
      () => this.#options.sink.onDrain(),
    );
  }

  #send({ to, socket }: Running, bytes: Uint8Array): boolean {
    const { terminal, input } = to.process;
    if (!input) return true;
    return socket.write(terminal ? bytes : withLineFeeds(bytes));
  }

  #onClose(to: PreparedAttach, close: ExecClose): void {
    if (this.#state.kind === 'connecting' && (close.kind === 'refused' || close.kind === 'failed')) {
      this.#fail(close.error, to);
    } else if (this.#state.kind === 'connecting' || this.#state.kind === 'running') {
      void this.#settle(to, close.kind === 'silent' ? 'silent' : 'broken');
    }
  }

  /** The stream is over: with the process, or without it. */
  async #settle(to: PreparedAttach, how: 'ended' | 'silent' | 'broken'): Promise<void> {
    const { context, origin } = to;
    this.#state = { kind: 'settling' };
    const end = await findMainEnd(context, origin, how === 'ended');
    this.#finish(end ?? { kind: 'failed', failure: leftFailure(context.target, how === 'silent') });
  }

  #fail(error: unknown, to: PreparedAttach | undefined): void {
    const subject = {
      ...this.#options.start.target,
      impersonated: to?.context.identity.impersonated,
      node: to?.node,
      right: ATTACH_RIGHT,
    };
    const { code, detail } = explainExec(error, subject);
    const failure: ShellFailure = { code, reason: detail };
    this.#finish({ kind: 'failed', failure });
  }

  #finish(end: ShellEnd): void {
    if (this.#state.kind === 'ended') return;
    this.#state = { kind: 'ended' };
    this.#endRedraw();
    this.#options.sink.onEnd(end);
    this.#over.resolve();
  }
}

/** What a terminal's line discipline does to the Enter key (ICRNL): a process without a terminal reads lines. */
function withLineFeeds(bytes: Uint8Array): Uint8Array {
  return bytes.includes(CARRIAGE_RETURN)
    ? bytes.map((byte) => (byte === CARRIAGE_RETURN ? LINE_FEED : byte))
    : bytes;
}
