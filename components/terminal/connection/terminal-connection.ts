/**
 * Controls one shell in the browser: requests a session, connects, binds, resumes after a lost connection, ends. Uses
 * neither React nor xterm.
 */

import { explainsEnd } from '#protocol/end-codes.ts';
import type { BoundMessage } from '#protocol/messages.ts';
import { endingOf } from './close-code-mapping.ts';
import { type ConnectionListener, noticeOfToast } from './connection-listener.ts';
import { attachedTo, type ConnectionState, hasShell } from './connection-state.ts';
import { InputSender } from './input/input-sender.ts';
import type { ConnectionPorts, KeptSession, ScreenSize } from './ports.ts';
import { RetryPlan } from './retry-plan.ts';
import { SessionConnection } from './session-connection.ts';
import { type FoundSession, SessionSearch } from './session-search.ts';
import { type EndCause, ShellSession } from './shell-session.ts';
import type { SessionMessage } from './socket-transport.ts';
import { ownShare } from './viewers.ts';

/** When the network comes back, an attempt without an answer for this time is restarted. Milliseconds. */
const STUCK_ATTEMPT_MS = 2_000;

/** Limit for consecutive sessions that expire before they can be bound. */
const MAX_EXPIRED = 3;

export class TerminalConnection {
  readonly #ports: ConnectionPorts;
  readonly #listener: ConnectionListener;
  readonly #input: InputSender;
  readonly #search: SessionSearch;
  readonly #line: SessionConnection;
  readonly #retry: RetryPlan;
  #state: ConnectionState = { kind: 'connecting', container: '' };
  #session: ShellSession | null = null;
  #expired = 0;
  #toldFull = false;
  /** Of a watcher: it may type. */
  #hasKeyboard = false;
  /** What the server has said of the last connection that was lost. */
  #lossCause: EndCause | null = null;
  /** Not null while reconnecting. */
  #stopWatching: (() => void) | null = null;
  #disposed = false;

  constructor(ports: ConnectionPorts, listener: ConnectionListener) {
    this.#ports = ports;
    this.#listener = listener;
    this.#input = new InputSender(ports.clock, ports.yieldToPage);
    this.#retry = new RetryPlan(ports.clock, ports.random);
    this.#search = new SessionSearch(ports, (found) => this.#found(found));
    this.#line = new SessionConnection({
      ports,
      input: this.#input,
      onMessage: (message) => this.#receive(message),
      onQuiet: (isQuiet) => {
        if (!this.#disposed) listener.onQuiet(isQuiet);
      },
      onEnd: (code, reason) => this.#ended(code, reason),
    });
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Null while there is none. */
  get sessionId(): string | null {
    return this.#session?.sessionId ?? null;
  }

  /** Finds the pane's earlier session or asks for a new one. Call once. */
  async start(): Promise<void> {
    const found = this.#search.begin();
    this.#line.connect();
    await found;
  }

  /** A new shell in the same place, on a clear screen. */
  restart(): void {
    this.#startOver();
    this.#begin();
  }

  /** Ends the shell that is shown and opens a new one in the same place, on a clear screen. */
  replace(): void {
    this.#endShown();
    this.restart();
  }

  /** Ends the shell that is shown and goes on with one that runs already. */
  takeUp(kept: KeptSession): void {
    this.#endShown();
    this.#startOver();
    this.#adopt(kept.sessionId, kept);
    this.#line.connect();
  }

  /** Reconnects to the same session now, also after another window has taken it over. */
  retryNow(): void {
    if (this.#session === null && !this.#search.isOn) {
      this.restart();
      return;
    }
    this.#drop();
    this.#setReconnecting(null);
    this.#line.connect();
  }

  /** The network or the page is back: retries now instead of waiting. */
  networkBack(): void {
    const silent = this.#line.silentFor();
    if (this.#state.kind === 'reconnecting' && silent > STUCK_ATTEMPT_MS) this.retryNow();
    else if (this.#state.kind === 'ready' && silent > (this.#ports.silenceMs * 2) / 3) this.retryNow();
  }

  /** The server lets nobody in without a sign-in: to go on reconnecting is useless until there is one. */
  signInEnded(): void {
    if (this.#state.kind === 'reconnecting') this.#fail('sign-in-expired', '');
  }

  /** Ends the process, because the user asked for it. */
  end(): void {
    if (this.#state.kind === 'ready') this.#line.sendClose();
    else if (this.#state.kind === 'reconnecting') {
      this.#endShown();
      this.#leave();
      this.#setState({ kind: 'exited', exitCode: null, reason: '' });
    }
  }

  /**
   * Keystrokes, a paste or a report. Kept while there is no connection; ignored when there is no shell.
   * @param isBinary each character of `text` is a byte
   */
  type(text: string, isBinary = false): void {
    if (!hasShell(this.#state) || (this.#ports.viewId !== undefined && !this.#hasKeyboard)) return;
    if (this.#input.push(text, isBinary) || this.#toldFull) return;
    this.#toldFull = true;
    this.#listener.onNotice({ kind: 'input-full' });
  }

  /** How much of what was typed or pasted is not sent, or not read. */
  get input(): Pick<InputSender, 'waiting' | 'unread'> {
    return this.#input;
  }

  /** Stops a paste: drops what is not sent yet. */
  dropWaitingInput(): void {
    this.#input.drop();
  }

  /** Says yes or no to handing the keyboard over. @param watcher to whom, from the owner */
  agreeOnKeyboard(agree: boolean, watcher?: string): void {
    this.#line.agree(agree, watcher);
  }

  /** The screen's size; the first call lets the connection bind. */
  resize(size: ScreenSize): void {
    this.#line.resize(size, this.#state.kind === 'ready');
  }

  /** Stores what a reloaded page needs. Call it when the page may be unloaded. */
  remember(): void {
    const session = this.#session;
    if (session === null || this.#state.kind === 'exited' || this.#state.kind === 'failed') return;
    this.#ports.memory.save(session.toKeep());
  }

  /** The page is being unloaded: stores what a reload needs, and tells the server that the user leaves. */
  leavePage(): void {
    this.remember();
    const { kind } = this.#state;
    if (this.#session !== null && kind !== 'exited' && kind !== 'failed')
      this.#ports.leaveSession(this.#session.sessionId);
  }

  /** Disconnects without ending the shell, which can be resumed. Idempotent. */
  dispose(): void {
    this.remember();
    this.#disposed = true;
    this.#stopWatching?.();
    this.#search.stop();
    this.#drop();
    this.#session?.dispose();
    this.#ports.memory.release();
  }

  /** Ends the session, unless the state is a failure: then another window may have it. */
  #endShown(): void {
    if (this.#session !== null && this.#state.kind !== 'failed')
      this.#ports.endSession(this.#session.sessionId);
  }

  /** Drops the session and what belongs to it. */
  #startOver(): void {
    this.#leave();
    this.#input.clear();
    this.#retry.reset();
    this.#expired = 0;
    this.#ports.screen.reset();
    this.#setState({ kind: 'connecting', container: '' });
  }

  /** Asks for a session and connects in parallel: each takes a round trip or two. */
  #begin(): void {
    void this.#search.beginAnew();
    this.#line.connect();
  }

  #found(found: FoundSession): void {
    switch (found.kind) {
      case 'kept':
        this.#adopt(found.kept.sessionId, found.kept);
        break;
      case 'issued':
        this.#adopt(found.sessionId, null);
        if (this.#state.kind === 'connecting')
          this.#setState({ kind: 'connecting', container: found.container });
        break;
      case 'refused':
        this.#fail(found.code, found.detail);
        break;
      default:
        found satisfies never;
    }
  }

  #adopt(sessionId: string, kept: KeptSession | null): void {
    const { clock, isHidden, random, screen } = this.#ports;
    const session: ShellSession = new ShellSession({
      clock,
      isHidden,
      screen,
      sessionId,
      // Only compared among this user's windows, so it need not be hard to guess.
      writer: Math.floor(random() * Number.MAX_SAFE_INTEGER).toString(36),
      kept,
      send: (offset) => this.#line.acknowledge(session, offset),
    });
    this.#session = session;
    this.remember();
    this.#line.use(session);
  }

  #receive(message: SessionMessage): void {
    const session = this.#session;
    if (session === null) return;
    switch (message.Op) {
      case 'bound':
        this.#bound(session, message);
        break;
      case 'stdout':
        if (message.Input !== undefined) this.#input.confirm(message.Input);
        session.output(message);
        break;
      case 'reset':
        session.reset(message.Offset);
        break;
      case 'toast':
        // Shown with the end that it explains, not as a message of its own.
        if (message.Code !== undefined && explainsEnd(message.Code)) {
          session.cause = { code: message.Code, detail: message.Data };
        } else this.#listener.onNotice(noticeOfToast(message));
        break;
      case 'exit':
        session.exit = message;
        break;
      case 'size':
        session.resized({ cols: message.Cols, rows: message.Rows });
        break;
      case 'screen':
        session.tellScreen((screen) => this.#line.tellScreen(session, screen));
        break;
      case 'viewers':
        this.#hasKeyboard = ownShare(message) === 'has';
        this.#listener.onViewers(message);
        break;
      default:
        message satisfies never;
    }
  }

  #bound(session: ShellSession, message: BoundMessage): void {
    const { transport } = this.#line;
    if (transport === null) return;
    session.bound(message.Offset, message.Marks);
    this.#retry.ready();
    this.#expired = 0;
    this.#toldFull = false;
    this.#setState({
      kind: 'ready',
      container: message.Container,
      shell: message.Shell,
      transport,
      ...(message.ShellID === undefined ? {} : { shellId: message.ShellID }),
      ...(message.Attached === undefined ? {} : { attached: attachedTo(message.Attached) }),
      ...(message.Recording === undefined ? {} : { recording: message.Recording }),
      isNew: !message.Resumed,
    });
    this.remember();
    this.#line.bound(message.Input ?? null);
  }

  #ended(code: number, reason: string): void {
    const session = this.#session;
    const ending = endingOf(code, reason);
    session?.lost();
    if (session !== null && (ending.kind === 'exited' || session.exit !== null)) this.#exited(session);
    else if (ending.kind === 'gone' || session?.cause?.code === 'replica-gone') this.#gone(session);
    else if (ending.kind === 'refused') this.#fail(session?.cause?.code ?? ending.code, ending.detail);
    else {
      this.#lossCause = session?.takeCause() ?? null;
      this.#setReconnecting(this.#retry.lost(() => this.retryNow()));
    }
  }

  #exited(session: ShellSession): void {
    this.#leave();
    this.#setState(session.exitedState);
  }

  /** The session is no more: offers a new one, or opens it right away if nothing is lost. */
  #gone(session: ShellSession | null): void {
    this.#expired += 1;
    const gone = this.#ports.viewId === undefined ? 'session-gone' : 'view-not-found';
    const { code, detail } = session?.cause ?? { code: gone, detail: '' };
    const losesNothing = session?.received === null && (code === 'session-gone' || code === 'replica-gone');
    if (!losesNothing || this.#expired > MAX_EXPIRED) this.#fail(code, detail);
    else {
      if (session.isKept) this.#listener.onNotice({ kind: 'replaced' });
      this.#leave();
      this.#begin();
    }
  }

  #fail(code: string, detail: string): void {
    const wasOpen = this.#wasOpen();
    if (code === 'taken-over') {
      // The session goes on in the other window. The user may take it back, but a reload must not.
      this.#drop();
      this.#ports.memory.forget();
      // Drop queued input: the shell is in another state when the user comes back.
      this.#input.clear();
      this.#input.forgetSent();
    } else if ((code === 'unauthenticated' || code === 'sign-in-expired') && this.#session !== null) {
      // After signing in, the page finds its session again.
      this.#drop();
    } else this.#leave();
    this.#setState({ kind: 'failed', problem: { code, detail, wasOpen } });
  }

  /** Drops the session and its connection. */
  #leave(): void {
    this.#search.stop();
    this.#drop();
    this.#session?.dispose();
    this.#session = null;
    this.#input.forgetSent();
    this.#line.use(null);
    this.#ports.memory.forget();
  }

  #drop(): void {
    this.#session?.lost();
    this.#retry.cancel();
    this.#line.drop();
  }

  #wasOpen(): boolean {
    return this.#session !== null && this.#session.received !== null;
  }

  #setReconnecting(retryAt: number | null): void {
    const { attempt } = this.#retry;
    const cause = this.#lossCause;
    const said = cause === null ? {} : { cause };
    this.#setState({ kind: 'reconnecting', attempt, retryAt, wasOpen: this.#wasOpen(), ...said });
  }

  /** While reconnecting, asks to be told when the server is back; the backoff goes on as well. */
  #watchServer(): void {
    if (this.#state.kind !== 'reconnecting') {
      this.#stopWatching?.();
      this.#stopWatching = null;
    } else
      this.#stopWatching ??= this.#ports.whenServerBack(() => {
        this.#stopWatching = null;
        this.networkBack();
        this.#watchServer();
      });
  }

  #setState(state: ConnectionState): void {
    if (this.#disposed) return;
    this.#state = state;
    this.#watchServer();
    this.#listener.onState(state);
  }
}
