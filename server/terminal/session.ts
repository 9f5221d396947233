/**
 * A shell session: pairs one process with its readers. The owner's connection comes and goes; the process takes
 * input before it is up, runs on while nobody looks, and is ended with the session. Further readers follow the same
 * output and can neither slow nor end it.
 */

import type { SessionInfo } from '#protocol/api.ts';
import { TAKEN_OVER } from '#protocol/close-codes.ts';
import type { BindMessage, ServerMessage } from '#protocol/messages.ts';
import type { Caller } from '#server/ports.ts';
import type { Attachment } from './attachment.ts';
import type { Guests } from './guests.ts';
import { LIVE_BYTES } from './limits.ts';
import { type KeptOutput, Scrollback } from './output/scrollback.ts';
import { type OwnedSession, OwnerAttachment } from './owner-attachment.ts';
import type { Connection, ShellFailure, ShellReview, TerminalSize } from './ports.ts';
import type { Expiry } from './process/lifetime.ts';
import { ProcessLeg, type ProcessListener } from './process/process-leg.ts';
import { endMessageOf } from './reader/end-message.ts';
import { FurtherReaders } from './reader/further-readers.ts';
import { OwnerLeg } from './reader/owner-leg.ts';
import type { Reader, ReaderHold } from './reader/reader.ts';
import { sessionInfoOf } from './session-info.ts';
import { type SessionNotice, toastOf } from './session-notice.ts';
import { type SessionEndCause, type SessionFigures, tellEnd } from './session-observer.ts';
import type { SessionOptions, SessionRoom } from './session-options.ts';
import { publicStateOf, type SessionState, type UnattachedListener, unattachedFor } from './session-state.ts';

export class Session implements OwnedSession, ProcessListener, UnattachedListener {
  readonly sessionId: string;
  /** Of the client that asked for the session. */
  readonly address: string;
  readonly #start: SessionOptions<Session>['start'];
  readonly #observer: SessionOptions<Session>['observer'];
  readonly #room: SessionRoom<Session>;
  readonly #startedAt: number;
  readonly #scrollback: Scrollback;
  readonly #process: ProcessLeg;
  #state: SessionState;
  /** Undefined until there is a first one: most sessions never have any. */
  #furtherReaders: FurtherReaders | undefined;
  /** Who may type besides the owner; undefined where nobody ever could. */
  guests: Guests | undefined;
  /** Why the session is ended; the first reason counts. */
  #cause: SessionEndCause | undefined;
  #observedEnd = false;

  constructor(options: SessionOptions<Session>) {
    const { address, observer, room, sessionId, start } = options;
    const { backend, clock, limits, patience } = room;
    this.sessionId = sessionId;
    this.address = address;
    this.#start = start;
    this.#observer = observer;
    this.#room = room;
    this.#startedAt = clock.now();
    this.#scrollback = new Scrollback(Math.max(limits.scrollbackBytes, LIVE_BYTES));
    this.#process = new ProcessLeg({ start, backend, limits, clock, patience, listener: this });
    this.#state = this.#unattached(limits.bindTimeoutMs, 'never-connected');
  }

  /** The user, with the sign-in that asked for the session. */
  get caller(): Caller {
    return this.#start.caller;
  }

  /** False once the session ends: nothing may attach to it any more. */
  get attachable(): boolean {
    return this.#state.kind !== 'ending';
  }

  /** Since when the process lives on without a connection; undefined with one, or soon one again, or no process. */
  get unattachedSince(): number | undefined {
    const runs = !this.isUnbound && !this.hasEnded;
    return this.#state.kind === 'unattached' && this.#state.isLeft && runs ? this.#state.since : undefined;
  }

  /** When something was last typed or printed, in milliseconds since the epoch. */
  get usedAt(): number {
    return this.#process.usedAt;
  }

  /** True until a connection binds the id for the first time. */
  get isUnbound(): boolean {
    return this.#process.state.kind === 'waiting';
  }

  /** True once the process has ended, or could not start. The session may wait for a page that is not told yet. */
  get hasEnded(): boolean {
    return this.#process.state.kind === 'ended';
  }

  info(): SessionInfo {
    const { sessionId } = this;
    const state = publicStateOf(this.#state, this.#process.state);
    const facts = { sessionId, start: this.#start, startedAt: this.#startedAt, state };
    return sessionInfoOf({ ...facts, process: this.#process.state, output: this.#scrollback });
  }

  /** What runs, and where. */
  get start(): Pick<SessionOptions<Session>['start'], 'attach' | 'recording' | 'shellId' | 'target'> {
    return this.#start;
  }

  get figures(): SessionFigures {
    const { inputBytes: bytesIn, pausedMs, state: process } = this.#process;
    const state = publicStateOf(this.#state, process);
    return { state, bytesIn, bytesOut: this.#scrollback.end, pausedMs };
  }

  /** The question whether the user may still have the shell; undefined unless its process runs. */
  get review(): ShellReview | undefined {
    return this.#process.review;
  }

  /** True for a bind that has come after that of a later connection of the same window. */
  isLate({ Writer, Turn }: BindMessage): boolean {
    return this.#process.isLate(Writer, Turn);
  }

  /**
   * Makes a connection the owner's. One that is attached already is told that it was taken over.
   * @param caller the same user, perhaps with a later sign-in
   */
  attach(connection: Connection, bind: BindMessage, caller: Caller): Attachment {
    const { checks, clock, encoder, limits } = this.#room;
    const start = this.#start;
    const process = this.#process;
    const previous = this.#owner;
    const resumed = process.state.kind !== 'waiting';
    if (!this.hasEnded)
      this.#observer.onBound(
        previous === undefined ? (resumed ? 'resumed' : 'first') : 'taken-over',
        connection,
      );
    if (this.#state.kind === 'unattached') this.#state.cancelTimers();
    const owner = new OwnerLeg({
      sessionId: this.sessionId,
      start,
      connection,
      bind,
      process,
      output: this.#scrollback,
      oldest: Math.max(this.#scrollback.start, this.#scrollback.end - limits.scrollbackBytes),
      inputTaken: process.beginInput(bind.Writer, bind.Turn),
      encoder,
      clock,
    });
    this.#state = { kind: 'attached', owner, leaving: false };
    previous?.cancelTimers();
    previous?.close(TAKEN_OVER.code, TAKEN_OVER.reason);
    const size = { cols: bind.Cols ?? start.size.cols, rows: bind.Rows ?? start.size.rows };
    if (process.state.kind === 'waiting') {
      this.#scrollback.resized(size);
      process.takeCaller(caller);
      process.start(size, bind.Marks);
    } else if (bind.Cols !== undefined && bind.Rows !== undefined) this.resize(size);
    this.#room.onCounted(this);
    owner.flush();
    if (resumed) {
      process.takeCaller(caller);
      checks.renew(this);
    }
    this.guests?.onOwner(true);
    return new OwnerAttachment(this, owner);
  }

  /**
   * Adds a reader beside the owner, at any time while the session is {@link attachable}. It can neither slow the
   * process nor end the session.
   * @param create makes the reader for this session's output
   */
  follow(create: (output: KeptOutput) => Reader): ReaderHold {
    const reader = create(this.#scrollback);
    this.#furtherReaders ??= new FurtherReaders({
      clock: this.#room.clock,
      processState: () => this.#process.state,
      onFailed: (error) =>
        this.#room.logger.warn({ ...this.#logFields, err: error }, 'Reader of a shell failed'),
    });
    return this.#furtherReaders.add(reader);
  }

  /** Ends the process, if there is one, and the session. Resolves when nothing is left of it. Idempotent. */
  end(cause: SessionEndCause): Promise<void> {
    if (this.#state.kind === 'ending') return this.#state.gone;
    if (this.#state.kind === 'unattached') this.#state.cancelTimers();
    const { promise: gone, resolve } = Promise.withResolvers<void>();
    // Before anything is called that may ask whether the session ends.
    this.#state = { kind: 'ending', owner: this.#owner, gone };
    this.#room.onCounted(this);
    this.#cause ??= cause;
    if (!this.hasEnded) this.guests?.onEnding(this.#cause);
    resolve(this.#terminate());
    return gone;
  }

  /** Ends the session because of a limit, and says why. */
  expire(expiry: Expiry): void {
    if (this.#state.kind === 'ending') return;
    const { code } = expiry;
    this.#room.logger.info({ ...this.#logFields, code }, 'Shell ended by a limit');
    void this.endAndTell(expiry);
  }

  /** As {@link end}, and says why: to a page that has it now, or comes back for it. */
  endAndTell({ code, reason, detached }: Expiry): Promise<void> {
    if (this.#state.kind !== 'ending') {
      const text = this.#start.attach === true ? detached : reason;
      this.notify({ text, level: 'warning', code });
      this.#room.onExpired(this, { code, reason: text });
    }
    return this.end(code);
  }

  /** The user may no longer have the shell: ends the process and closes the connection with the reason. */
  refuse(failure: ShellFailure): void {
    if (this.#state.kind === 'ending') return;
    const { code, reason } = failure;
    this.#room.logger.info({ ...this.#logFields, code }, 'Shell ended: permission lost');
    this.#room.onExpired(this, { code, reason });
    this.#cause = code;
    this.#owner?.concludeWith(endMessageOf({ kind: 'failed', failure }));
    void this.end(code);
  }

  /**
   * The page is being closed or left on purpose: without a connection, the process is kept for the shorter time. A page
   * that stays after all takes that back with its next key.
   */
  leave(): void {
    const { patience, limits } = this.#room;
    const state = this.#state;
    if (state.kind === 'attached') this.#state = { ...state, leaving: true };
    else if (state.kind === 'unattached' && !this.isUnbound) {
      state.cancelTimers();
      const left = Math.max(0, Math.min(state.until - patience.now(), limits.reopenMs));
      this.#state = { ...this.#unattached(left, 'page-closed'), since: state.since };
      this.#room.onCounted(this);
    }
  }

  /** True while a connection of the owner is bound. */
  get hasOwner(): boolean {
    return this.#owner !== undefined;
  }

  /** Tells the owner something that is not output, if one is attached. */
  notify(notice: SessionNotice): void {
    this.tellOwner(toastOf(notice, this.#start.attach === true));
  }

  /** Sends the owner a message that is not output, if one is attached. */
  tellOwner(message: ServerMessage): void {
    this.#owner?.tell(message);
  }

  /** Asks the owner what the screen shows. @returns false when there is none that can tell */
  askForScreen(): boolean {
    return this.#owner?.askForScreen() === true;
  }

  /** A guest types. @returns false while the process reads no more input; it is queued */
  typeForGuest(bytes: Uint8Array, text: string): boolean {
    this.#owner?.onOtherInput(text);
    this.#process.writeForOther(bytes);
    return !this.#process.inputFull;
  }

  /** Ends the owner's connection alone; the process goes on for a resume. */
  disconnect(code: number, reason: string): void {
    this.#owner?.close(code, reason);
  }

  get #owner(): OwnerLeg | undefined {
    return this.#state.kind === 'unattached' ? undefined : this.#state.owner;
  }

  get #logFields(): object {
    const { shellId, target } = this.#start;
    return { shellId, ...target };
  }

  /** True for the connection that is bound now. */
  isOwnedBy(owner: OwnerLeg): boolean {
    return this.#owner === owner;
  }

  /** The owner's page stays after it said that it would be left. */
  stay(): void {
    if (this.#state.kind === 'attached' && this.#state.leaving)
      this.#state = { ...this.#state, leaving: false };
  }

  /** Asks whether the node of the process answers. */
  ping(onAnswer: () => void): void {
    this.#process.ping(onAnswer);
  }

  /** The owner's connection is gone. @param delivered it has got everything that it was sent */
  detach(owner: OwnerLeg, delivered: boolean): void {
    owner.cancelTimers();
    this.guests?.onOwner(false);
    if (this.#state.kind === 'ending') {
      this.#state = { ...this.#state, owner: undefined };
      return;
    }
    // Without an owner nothing paces the process: the scrollback keeps the newest output.
    this.#process.resume();
    const { reopenMs, resumeMs } = this.#room.limits;
    const left = this.#state.kind === 'attached' && this.#state.leaving;
    const cause = left ? 'page-closed' : 'connection-lost';
    this.#state = this.#unattached(left ? Math.min(reopenMs, resumeMs) : resumeMs, cause);
    if (delivered && owner.isToldTheEnd) void this.end(cause);
    else this.#room.onCounted(this);
  }

  #unattached(ms: number, cause: SessionEndCause): Extract<SessionState, { kind: 'unattached' }> {
    return unattachedFor(ms, cause, this.#room, this);
  }

  onStayedAway(): void {
    if (this.#state.kind === 'unattached') this.#state = { ...this.#state, isLeft: true };
    this.#room.onCounted(this);
  }

  /** The owner's window has another size. */
  resize(size: TerminalSize): void {
    this.#scrollback.resized(size);
    this.#process.resize(size);
    this.#furtherReaders?.update();
  }

  onStarted(shell: string, marks: string | undefined): void {
    this.#observer.onStarted(shell, marks);
    this.#room.checks.add(this);
    this.#onProcessChange((owner) => owner.flush());
  }

  onOutput(bytes: Uint8Array): void {
    this.#scrollback.append(bytes);
    // The owner first: its echo waits for nobody.
    this.#owner?.onOutput(bytes.length);
    this.#furtherReaders?.onOutput(bytes.length);
  }

  onInputRead(): void {
    this.#owner?.onInputRead();
  }

  onInputRoom(): void {
    this.#owner?.onInputRoom();
    this.guests?.onInputRoom();
  }

  onEnd(): void {
    this.#tellEnd();
    this.#onProcessChange((owner) => owner.onEnd());
  }

  onExpired(expiry: Expiry): void {
    this.expire(expiry);
  }

  onTokenExpiring(text: string): void {
    this.notify({ text, level: 'warning', code: 'token-expiring' });
  }

  #onProcessChange(tellOwner: (owner: OwnerLeg) => void): void {
    if (this.hasEnded) this.#room.checks.remove(this);
    const owner = this.#owner;
    if (owner !== undefined) tellOwner(owner);
    this.#furtherReaders?.update();
  }

  /** The first call counts: a process that has ended by itself is not ended again. */
  #tellEnd(): void {
    if (this.#observedEnd) return;
    this.#observedEnd = true;
    this.#room.onCounted(this);
    const bytes = { bytesIn: this.#process.inputBytes, bytesOut: this.#scrollback.end };
    tellEnd(this.#observer, this.#process.state, this.#cause, bytes);
  }

  async #terminate(): Promise<void> {
    this.#room.checks.remove(this);
    this.#owner?.cancelTimers();
    await this.#process.terminate();
    this.#tellEnd();
    this.#owner?.conclude();
    this.#furtherReaders?.close();
    this.guests?.onOver();
    this.#room.onGone(this);
  }
}
