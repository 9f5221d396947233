/**
 * The session's leg to its process: starts it, types into it, pauses it and ends it. It knows no reader; the
 * session passes on what it reports.
 */

import type { RecordedAs } from '#protocol/messages.ts';
import type { Caller, Clock } from '#server/ports.ts';
import type { TerminalLimits } from '../limits.ts';
import type {
  AttachedProcess,
  ShellBackend,
  ShellEnd,
  ShellReview,
  ShellSink,
  ShellStart,
  ShellStream,
  TerminalSize,
} from '../ports.ts';
import { type Expiry, Lifetime } from './lifetime.ts';
import { PacedInput } from './paced-input.ts';
import { type CallersListener, SessionCallers } from './session-callers.ts';
import { TokenDeadline } from './token-deadline.ts';
import { TypedInput } from './typed-input.ts';

/** Output can still be queued in the cluster for this long after a pause, in milliseconds. */
const PAUSE_MEMORY_MS = 1000;

/** Nobody types a message of so many bytes: it is part of a paste. Only who pastes pays for knowing what was read. */
const PASTED_BYTES = 8 * 1024;

export type ProcessState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'starting' }
  | ({ readonly kind: 'up' } & StartedProcess)
  /** `shell` is '' when the process never started. */
  | ({ readonly kind: 'ended'; readonly end: ShellEnd } & StartedProcess);

/** What is known of a process since its start. */
export interface StartedProcess {
  readonly shell: string;
  readonly attached?: AttachedProcess | undefined;
  /** The word in its command marks. */
  readonly marks?: string | undefined;
}

const NEVER_UP: StartedProcess = { shell: '' };

/** True when the process ended before it was up, so that there never was a shell to announce. */
export function failedToStart(state: ProcessState): state is Extract<ProcessState, { kind: 'ended' }> & {
  readonly end: Extract<ShellEnd, { kind: 'failed' }>;
} {
  return state.kind === 'ended' && state.end.kind === 'failed' && state.shell === '';
}

type Flow =
  /** `since`: when the last pause ended, in milliseconds since the epoch; -Infinity when there was none. */
  | { readonly kind: 'running'; readonly since: number }
  /** `since`: when the pause began. */
  | { readonly kind: 'paused'; readonly since: number };

/** What the leg reports. Calls come in the order of the events. */
export interface ProcessListener {
  /** @param marks the word in the shell's command marks; undefined: it has none */
  onStarted(shell: string, marks: string | undefined): void;
  /** Valid during the call only: the receiver copies what it keeps. */
  onOutput(bytes: Uint8Array): void;
  /** The process reads input again after {@link ProcessLeg.inputFull} was true. */
  onInputRoom(): void;
  /** The process has read a part of a paste; see {@link ProcessLeg.inputRead}. */
  onInputRead(): void;
  /** The process has ended, or never started. Exactly once. */
  onEnd(): void;
  /** A time limit was reached; the process still runs. */
  onExpired(expiry: Expiry): void;
  /** The user's token expires soon. @param text a sentence for the user */
  onTokenExpiring(text: string): void;
}

/** What to start, and for whom. */
export type SessionStart = Omit<ShellStart, 'caller'> & {
  readonly caller: Caller;
  /** How it is recorded; undefined: not at all. */
  readonly recording?: RecordedAs | undefined;
};

export interface ProcessLegOptions {
  readonly start: SessionStart;
  readonly backend: ShellBackend;
  readonly limits: Pick<TerminalLimits, 'idleMs' | 'lifeMs'>;
  readonly clock: Clock;
  /** Of a limit that ends the process because nobody types. */
  readonly patience: Clock;
  readonly listener: ProcessListener;
}

export class ProcessLeg implements ShellSink, CallersListener {
  readonly #options: ProcessLegOptions;
  readonly #lifetime: Lifetime | undefined;
  readonly #callers: SessionCallers;
  readonly #deadline: TokenDeadline;
  readonly #input = new TypedInput();
  /** Undefined before the first paste. */
  #paced: PacedInput | undefined;
  #state: ProcessState = { kind: 'waiting' };
  #flow: Flow = { kind: 'running', since: Number.NEGATIVE_INFINITY };
  #inputFull = false;
  #inputBytes = 0;
  #usedAt = 0;
  /** Of pauses that are over. */
  #pausedMs = 0;
  /** Outlives the process: a broken stream can leave a process behind that `terminate` has to end. */
  #stream: ShellStream | undefined;

  constructor(options: ProcessLegOptions) {
    this.#options = options;
    const { clock, limits, listener, patience, start } = options;
    // Without a limit, which is how servers are set up, there is nothing to wait for.
    if (limits.idleMs > 0 || limits.lifeMs > 0) {
      this.#lifetime = new Lifetime(clock, patience, limits, listener);
    }
    this.#callers = new SessionCallers(start.caller, clock, this);
    this.#deadline = new TokenDeadline({
      clock,
      callers: this.#callers,
      attached: start.attach === true,
      listener,
    });
  }

  get state(): ProcessState {
    return this.#state;
  }

  /** Bytes that were typed so far. */
  get inputBytes(): number {
    return this.#inputBytes;
  }

  /** When something was last typed or printed, or else the process started, in milliseconds since the epoch; 0 before. */
  get usedAt(): number {
    return this.#usedAt;
  }

  /** How long the process was paused so far, in milliseconds. */
  get pausedMs(): number {
    return this.#pausedMs + (this.#flow.kind === 'paused' ? this.#options.clock.now() - this.#flow.since : 0);
  }

  /** True while the process reads no more input. More may be written; it is queued. */
  get inputFull(): boolean {
    return this.#inputFull;
  }

  /** True when output from before a pause can still be on its way from the cluster. */
  get mayHaveBacklog(): boolean {
    return this.#flow.kind === 'paused' || this.#options.clock.now() - this.#flow.since <= PAUSE_MEMORY_MS;
  }

  /** The question whether the user may still have this process; undefined unless it runs. */
  get review(): ShellReview | undefined {
    return this.#state.kind === 'up' ? this.#stream?.review : undefined;
  }

  /** The user has come back: what is asked of the cluster from now on is asked with the newest sign-in that lasts. */
  takeCaller(caller: Caller): void {
    this.#callers.take(caller);
    if (this.#isAlive) this.#deadline.follow();
  }

  /** Starts the process. Call once. @param marks the client takes command marks */
  start(size: TerminalSize, marks = false): void {
    const { backend, clock, start } = this.#options;
    this.#state = { kind: 'starting' };
    this.#usedAt = clock.now();
    this.#lifetime?.start();
    this.#deadline.follow();
    this.#stream = backend.start({ ...start, caller: () => this.#callers.current, size, marks }, this);
  }

  /**
   * From now on another window types.
   * @param writer the name that the window gives itself; undefined when it does not want its input counted
   * @param turn which of its connections it is; undefined where it does not say
   * @returns bytes of its input that were taken before
   */
  beginInput(writer: string | undefined, turn: number | undefined): number {
    const endsPaste = this.#input.cutsPaste(writer);
    const taken = this.#input.begin(writer, turn);
    // The page was reloaded while it pasted, or another has taken the shell up.
    if (endsPaste) this.writeForOther(this.#input.endPaste());
    return taken;
  }

  /** True for a connection of a window that a later one of the same window has come before. */
  isLate(writer: string | undefined, turn: number | undefined): boolean {
    return this.#input.isLate(writer, turn);
  }

  /** Queues text for the process. */
  write(text: string, isBinary = false): void {
    this.#lifetime?.onInput();
    this.#write(this.#input.take(text, isBinary));
  }

  /** Bytes of this window's input that the process has read in all, as far as that is known; 0 when they are not counted. */
  get inputRead(): number {
    return Math.max(0, this.#input.taken - (this.#paced?.unread ?? 0));
  }

  /** Queues bytes that another than the owner has typed: they count as input, but as none of the owner's window. */
  writeForOther(bytes: Uint8Array): void {
    this.#lifetime?.onInput();
    this.#write(bytes);
  }

  /** As {@link ShellStream.ping}; without a process it is answered at once. */
  ping(onAnswer: () => void): void {
    if (this.#state.kind === 'up' && this.#stream !== undefined) this.#stream.ping(onAnswer);
    else onAnswer();
  }

  resize(size: TerminalSize): void {
    this.#stream?.resize(size);
  }

  /** Stops reading output, so that the process blocks when the queues on the way are full. Idempotent. */
  pause(): void {
    if (this.#flow.kind === 'paused') return;
    this.#flow = { kind: 'paused', since: this.#options.clock.now() };
    this.#stream?.pause();
  }

  /** Reads output again. Idempotent. */
  resume(): void {
    if (this.#flow.kind === 'running') return;
    const now = this.#options.clock.now();
    this.#pausedMs += now - this.#flow.since;
    this.#flow = { kind: 'running', since: now };
    this.#stream?.resume();
  }

  /** Ends the process and closes its stream. Resolves when nothing of it is left; never rejects. */
  async terminate(): Promise<void> {
    this.#stopTimers();
    this.#paced?.stop();
    this.resume();
    // Also when the process has ended: a broken stream leaves its process behind in the container.
    await this.#stream?.terminate();
  }

  #write(bytes: Uint8Array): void {
    this.#inputBytes += bytes.length;
    if (bytes.length === 0) return;
    this.#usedAt = this.#options.clock.now();
    if (bytes.length >= PASTED_BYTES && this.#state.kind === 'up') this.#paced ??= this.#pace();
    if (this.#paced === undefined) this.#send(bytes);
    else this.#paced.push(bytes, this.#input.isCounted);
  }

  #send(bytes: Uint8Array): void {
    if (this.#stream?.write(bytes) === false) this.#inputFull = true;
  }

  #pace(): PacedInput {
    const { clock, listener } = this.#options;
    return new PacedInput({
      clock,
      countReads: (onCount) => this.#stream?.countReads(onCount),
      write: (bytes) => this.#send(bytes),
      onRead: () => listener.onInputRead(),
    });
  }

  #stopTimers(): void {
    this.#lifetime?.cancel();
    this.#deadline.cancel();
    this.#callers.stopListening();
  }

  /** One of the sign-ins behind the session has ended. */
  onSignInEnded(): void {
    if (this.#isAlive) this.#deadline.signInEnded();
  }

  get #isAlive(): boolean {
    return this.#state.kind === 'starting' || this.#state.kind === 'up';
  }

  onStarted(shell: string, attached?: AttachedProcess, marks?: string): void {
    if (this.#state.kind !== 'starting') return;
    this.#state = { kind: 'up', shell, attached, marks };
    this.#options.listener.onStarted(shell, marks);
  }

  onOutput(bytes: Uint8Array): void {
    this.#usedAt = this.#options.clock.now();
    this.#options.listener.onOutput(bytes);
  }

  onDrain(): void {
    this.#inputFull = false;
    this.#options.listener.onInputRoom();
  }

  onEnd(end: ShellEnd): void {
    const now = this.#options.clock.now();
    this.#pausedMs = this.pausedMs;
    if (this.#flow.kind === 'paused') this.#flow = { kind: 'running', since: now };
    const process = this.#state.kind === 'up' ? this.#state : NEVER_UP;
    this.#state = { ...process, kind: 'ended', end };
    this.#stopTimers();
    this.#paced?.stop();
    this.onDrain();
    this.#options.listener.onEnd();
  }
}
