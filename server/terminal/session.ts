/**
 * A shell session: one process and its output, around which the browser's connections come and go. It takes
 * input before the process is up, keeps output while nobody looks, slows the process when the screen cannot
 * follow, and ends the process when it ends itself.
 */

import type { SessionInfo } from '#protocol/api.ts';
import { TAKEN_OVER } from '#protocol/close-codes.ts';
import type { BindMessage, ToastLevel } from '#protocol/messages.ts';
import type { Caller, Clock, Logger } from '#server/ports.ts';
import {
  FULL_STDOUT_BYTES,
  HIGH_MARK_BYTES,
  LIVE_BYTES,
  LOW_MARK_BYTES,
  type TerminalLimits,
} from './limits.ts';
import { Scrollback } from './output/scrollback.ts';
import type { StdoutLiteralEncoder } from './output/stdout-literal.ts';
import type {
  Connection,
  ShellBackend,
  ShellEnd,
  ShellSink,
  ShellStart,
  ShellStream,
  TerminalSize,
} from './ports.ts';
import { type Expiry, Lifetime } from './process/lifetime.ts';
import { TypedInput } from './process/typed-input.ts';
import { CATCH_UP_TAIL_BYTES, CATCH_UP_TAIL_LINES, CatchUp } from './reader/catch-up.ts';
import { farewellOf } from './reader/farewell.ts';
import { InputReceipt } from './reader/input-receipt.ts';
import { OutputPacing } from './reader/output-pacing.ts';
import { Viewer } from './reader/viewer.ts';

export interface SessionOptions {
  readonly sessionId: string;
  readonly start: ShellStart;
  readonly backend: ShellBackend;
  readonly limits: TerminalLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Shared by all sessions: it keeps a buffer that none of them needs between two messages. */
  readonly encoder: StdoutLiteralEncoder;
  /** Called once, when nothing of the session is left. */
  readonly onGone: () => void;
}

/** A connection's hold on a session. Once another connection has taken over, or it detached, it does nothing. */
export interface Attachment {
  /** Queues text for the process. */
  write(text: string): void;
  resize(size: TerminalSize): void;
  /** The screen has shown all output up to an offset. */
  ack(offset: number): void;
  /** The transport has room again. */
  drained(): void;
  /** The user is done: ends the process and the session. */
  end(): void;
  /**
   * The connection is gone; the session lives on for a resume.
   * @param delivered true when the browser has everything that it was sent, the end of the process included
   */
  detach(delivered: boolean): void;
}

/** Where the process is. What the browser does is another matter: see the viewer. */
type Process =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'up'; readonly shell: string }
  | { readonly kind: 'ended'; readonly end: ShellEnd; readonly shell: string };

export class Session {
  readonly sessionId: string;
  readonly #options: SessionOptions;
  readonly #startedAt: number;
  readonly #scrollback: Scrollback;
  readonly #input = new TypedInput();
  #process: Process = { kind: 'waiting' };
  #viewer: Viewer | undefined;
  #resumed = false;
  #announced = false;
  #inputFull = false;
  #paused = false;
  #ending: Promise<void> | undefined;
  /** The viewer that was told the end of the process. */
  #told: Viewer | undefined;
  readonly #pacing: OutputPacing;
  readonly #catchUp: CatchUp;
  readonly #lifetime: Lifetime;
  #stream: ShellStream | undefined;
  #cancelTimer: () => void;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.sessionId = options.sessionId;
    this.#startedAt = options.clock.now();
    this.#scrollback = new Scrollback(Math.max(options.limits.scrollbackBytes, LIVE_BYTES));
    this.#cancelTimer = options.clock.after(options.limits.bindTimeoutMs, () => this.#leave());
    this.#pacing = new OutputPacing({
      clock: options.clock,
      fullBytes: FULL_STDOUT_BYTES,
      onDue: () => this.#flush(),
    });
    this.#catchUp = new CatchUp({
      clock: options.clock,
      onQuiet: () => this.#goOnFromTail(),
      onOver: () => this.#flush(),
    });
    this.#lifetime = new Lifetime(options.clock, options.limits, (expiry) => this.#onExpired(expiry));
  }

  get caller(): Caller {
    return this.#options.start.caller;
  }

  /** False once the session ends: nothing may attach to it any more. */
  get attachable(): boolean {
    return this.#ending === undefined;
  }

  info(): SessionInfo {
    const process = this.#process;
    return {
      sessionId: this.sessionId,
      context: this.#options.start.target.context,
      namespace: this.#options.start.target.namespace,
      pod: this.#options.start.target.pod,
      container: this.#options.start.target.container,
      shell: process.kind === 'up' || process.kind === 'ended' ? process.shell : '',
      state: this.#state(),
      startedAt: new Date(this.#startedAt).toISOString(),
      offset: this.#scrollback.end,
    };
  }

  /** Takes a connection as the viewer; one that is there already is told that it was taken over. */
  attach(connection: Connection, bind: BindMessage): Attachment {
    this.#cancelTimer();
    const previous = this.#viewer;
    this.#resumed = this.#process.kind !== 'waiting';
    this.#announced = false;
    const taken = this.#input.begin(bind.Writer);
    const viewer: Viewer = new Viewer({
      connection,
      scrollback: this.#scrollback,
      encoder: this.#options.encoder,
      acks: bind.Ack ?? false,
      offset: bind.Offset ?? 0,
      oldest: Math.max(this.#scrollback.start, this.#scrollback.end - this.#options.limits.scrollbackBytes),
      sizes: bind.Sizes ?? false,
      receipt:
        bind.Writer === undefined
          ? undefined
          : new InputReceipt(this.#options.clock, taken, () => viewer.tellInput()),
    });
    this.#viewer = viewer;
    this.#catchUp.cancel();
    previous?.receipt?.cancel();
    previous?.connection.close(TAKEN_OVER.code, TAKEN_OVER.reason);
    if (this.#inputFull) connection.pauseReading();
    const { size } = this.#options.start;
    const wanted = { cols: bind.Cols ?? size.cols, rows: bind.Rows ?? size.rows };
    if (this.#process.kind === 'waiting') this.#startProcess(wanted);
    else if (bind.Cols !== undefined && bind.Rows !== undefined) this.#resize(wanted);
    this.#flush();
    return this.#attachmentOf(viewer);
  }

  /** Ends the process, if there is one, and the session. Resolves when nothing is left of it. Idempotent. */
  end(): Promise<void> {
    if (this.#ending === undefined) {
      // Set before anything is called that may ask whether the session ends.
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#ending = promise;
      resolve(this.#terminate());
    }
    return this.#ending;
  }

  /** Tells the viewer something that is not output, if there is one. */
  notify(text: string, level: ToastLevel, code: string): void {
    this.#viewer?.send({ Op: 'toast', Data: text, Level: level, Code: code });
  }

  /** Ends the viewer's connection alone; the process goes on for a resume. */
  disconnect(code: number, reason: string): void {
    this.#viewer?.connection.close(code, reason);
  }

  #attachmentOf(viewer: Viewer): Attachment {
    const ifCurrent =
      <Args extends unknown[]>(action: (...args: Args) => void) =>
      (...args: Args) => {
        if (this.#viewer === viewer) action(...args);
      };
    return {
      write: ifCurrent((text: string) => this.#write(text)),
      resize: ifCurrent((size: TerminalSize) => this.#resize(size)),
      ack: ifCurrent((offset: number) => {
        viewer.ack(offset);
        // What gathers leaves in its own time; what waited for this ack leaves now.
        if (this.#pacing.gathering && !viewer.isFull) this.#updateFlow();
        else this.#flush();
      }),
      drained: ifCurrent(() => {
        viewer.drained();
        this.#flush();
      }),
      end: ifCurrent(() => void this.end()),
      detach: ifCurrent((delivered: boolean) => this.#detach(delivered)),
    };
  }

  #detach(delivered: boolean): void {
    const knowsTheEnd = delivered && this.#told === this.#viewer;
    this.#viewer?.receipt?.cancel();
    this.#viewer = undefined;
    this.#pacing.cancel();
    this.#catchUp.cancel();
    if (!this.attachable) return;
    if (knowsTheEnd) {
      this.#leave();
      return;
    }
    this.#updateFlow();
    this.#cancelTimer = this.#options.clock.after(this.#options.limits.resumeMs, () => this.#leave());
  }

  #write(text: string): void {
    this.#lifetime.onInput();
    if (this.#catchUp.onInput(text, this.#paused)) this.#setPaused(false);
    const { bytes, taken } = this.#input.take(text);
    this.#viewer?.receipt?.took(taken);
    if (bytes.length === 0 || this.#stream === undefined || this.#stream.write(bytes)) return;
    this.#inputFull = true;
    this.#viewer?.connection.pauseReading();
  }

  #resize(size: TerminalSize): void {
    this.#scrollback.resized(size);
    this.#stream?.resize(size);
  }

  #state(): SessionInfo['state'] {
    if (!this.attachable) return 'ending';
    if (this.#process.kind === 'waiting') return 'issued';
    if (this.#viewer === undefined) return 'detached';
    return this.#process.kind === 'starting' ? 'starting' : 'attached';
  }

  #startProcess(size: TerminalSize): void {
    const sink: ShellSink = {
      onStarted: (shell) => this.#onStarted(shell),
      onOutput: (bytes) => this.#onOutput(bytes),
      onDrain: () => this.#onInputDrain(),
      onEnd: (end) => this.#onEnd(end),
    };
    this.#process = { kind: 'starting' };
    this.#lifetime.start();
    this.#scrollback.resized(size);
    this.#stream = this.#options.backend.start({ ...this.#options.start, size }, sink);
  }

  #onStarted(shell: string): void {
    if (this.#process.kind !== 'starting') return;
    this.#process = { kind: 'up', shell };
    this.#flush();
  }

  #onOutput(bytes: Uint8Array): void {
    this.#scrollback.append(bytes);
    this.#catchUp.onOutput(bytes.length);
    const viewer = this.#viewer;
    if (viewer === undefined) return;
    if (this.#pacing.onOutput(bytes.length, this.#scrollback.end - viewer.sent)) this.#flush();
    else this.#updateFlow();
  }

  #onInputDrain(): void {
    this.#inputFull = false;
    this.#viewer?.connection.resumeReading();
  }

  #onEnd(end: ShellEnd): void {
    const shell = this.#process.kind === 'up' ? this.#process.shell : '';
    this.#process = { kind: 'ended', end, shell };
    this.#lifetime.cancel();
    this.#pacing.cancel();
    this.#onInputDrain();
    const wasTaking = this.#catchUp.running;
    this.#catchUp.cancel();
    if (wasTaking) this.#goOnFromTail();
    else this.#flush();
  }

  /** Brings the viewer as far as flow control allows, and its connection to its end when all is said. */
  #flush(): void {
    const viewer = this.#viewer;
    const process = this.#process;
    if (viewer === undefined) return;
    if (process.kind === 'waiting' || process.kind === 'starting') return;
    if (this.#catchUp.running && process.kind === 'up') return;
    const neverUp = process.kind === 'ended' && process.end.kind === 'failed' && process.shell === '';
    if (!neverUp) this.#announce(viewer, process.shell);
    const done = viewer.pump(process.kind === 'ended');
    if (process.kind === 'ended') {
      if (done) this.#conclude(viewer, process.end);
      return;
    }
    this.#updateFlow();
  }

  #announce(viewer: Viewer, shell: string): void {
    if (this.#announced) return;
    this.#announced = true;
    viewer.send({
      Op: 'bound',
      SessionID: this.sessionId,
      Offset: viewer.sent,
      Resumed: this.#resumed,
      Container: this.#options.start.target.container,
      Shell: shell,
      ...viewer.inputTaken(),
    });
    viewer.announceLoss();
  }

  /** The session is over when the viewer has got it all; until then the last words may have to be said again. */
  #conclude(viewer: Viewer, end: ShellEnd): void {
    if (this.#told === viewer) return;
    this.#told = viewer;
    const { message, code, reason } = farewellOf(end);
    viewer.send(message);
    viewer.connection.close(code, reason);
  }

  /** Pauses the process above the high mark of unshown output, lets it go on below the low one. */
  #updateFlow(): void {
    if (this.#process.kind !== 'up' || this.#catchUp.takesAll) return;
    // Without a viewer the ring keeps the newest output and the process runs free.
    const unshown = this.#viewer?.unshownBytes ?? 0;
    if (!this.#paused && unshown > HIGH_MARK_BYTES) this.#setPaused(true);
    else if (this.#paused && unshown < LOW_MARK_BYTES) this.#setPaused(false);
  }

  #setPaused(paused: boolean): void {
    if (paused === this.#paused) return;
    this.#paused = paused;
    if (paused) {
      this.#stream?.pause();
      return;
    }
    this.#catchUp.onPauseEnd();
    this.#stream?.resume();
  }

  #goOnFromTail(): void {
    this.#viewer?.skipTo(this.#scrollback.tailStart(CATCH_UP_TAIL_LINES, CATCH_UP_TAIL_BYTES));
    this.#flush();
  }

  #onExpired({ code, reason }: Expiry): void {
    this.#viewer?.send({ Op: 'toast', Data: reason, Level: 'warning', Code: code });
    this.#options.logger.info({ ...this.#options.start.target, code }, 'Shell ended by a limit');
    this.#leave();
  }

  #leave(): void {
    void this.end();
  }

  async #terminate(): Promise<void> {
    this.#cancelTimer();
    this.#viewer?.receipt?.cancel();
    this.#catchUp.cancel();
    this.#pacing.cancel();
    this.#lifetime.cancel();
    this.#setPaused(false);
    // Also after an end: a broken stream leaves its process behind in the container.
    await this.#stream?.terminate();
    if (this.#viewer !== undefined && this.#process.kind === 'ended') {
      this.#conclude(this.#viewer, this.#process.end);
    }
    this.#options.onGone();
  }
}
