/**
 * The life of one shell as the browser sees it: ask for a session, connect, bind, resume after a lost connection,
 * end. Knows neither React nor xterm.
 */

import type { BoundMessage, ServerMessage, ToastLevel } from '#protocol/messages.ts';
import { backoffMs } from './backoff.ts';
import { endingOf } from './closings.ts';
import type { ConnectionState } from './connection-state.ts';
import { InputSender } from './input-sender.ts';
import type { ConnectionPorts, KeptSession, ScreenSize } from './ports.ts';
import { ShellSession } from './shell-session.ts';
import { SocketSession } from './socket-session.ts';

/** Something the user should know that is neither output nor a state. */
export type Notice =
  | { readonly kind: 'server'; readonly level: ToastLevel; readonly text: string }
  /** Too much was typed while there was no connection; the newest was not taken. */
  | { readonly kind: 'input-full' }
  /** The shell that this pane had before the reload is gone; this is a new one. */
  | { readonly kind: 'replaced' }
  /** The browser does not let the page read the clipboard. */
  | { readonly kind: 'clipboard-forbidden' };

export interface ConnectionListener {
  onState(state: ConnectionState): void;
  onNotice(notice: Notice): void;
}

/** A connection that was good for so long was good: the next loss begins its waits anew. Milliseconds. */
const STABLE_MS = 10_000;

/** An attempt that has been silent for so long is begun anew when the network comes back. Milliseconds. */
const STUCK_ATTEMPT_MS = 2_000;

/** Sessions asked for in a row that expired before they could be bound. */
const MAX_EXPIRED = 3;

export class TerminalConnection {
  readonly #ports: ConnectionPorts;
  readonly #listener: ConnectionListener;
  readonly #input: InputSender;
  #state: ConnectionState = { kind: 'connecting', container: '' };
  #session: ShellSession | null = null;
  #socket: SocketSession | null = null;
  #size: ScreenSize | null = null;
  /** Size that the server knows; null until this connection has sent its bind. */
  #sentSize: ScreenSize | null = null;
  #readyAt = 0;
  #failures = 0;
  #expired = 0;
  #cancelRetry: (() => void) | null = null;
  /** While it is not known yet which session this is about. */
  #finding: AbortController | null = null;
  #toldFull = false;
  #disposed = false;

  constructor(ports: ConnectionPorts, listener: ConnectionListener) {
    this.#ports = ports;
    this.#listener = listener;
    this.#input = new InputSender(ports.clock, ports.yieldToPage);
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Finds the pane's earlier session or asks for a new one. Call once. */
  async start(): Promise<void> {
    const finding = this.#find();
    this.#connect();
    const kept = await this.#ports.memory.load();
    if (finding.signal.aborted) return;
    if (kept === null) await this.#ask(finding);
    else this.#adopt(kept.sessionId, kept);
  }

  /** A new shell in the same place, on a clear screen. */
  restart(): void {
    this.#leave();
    this.#input.clear();
    this.#failures = 0;
    this.#expired = 0;
    this.#ports.screen.reset();
    this.#setState({ kind: 'connecting', container: '' });
    this.#begin();
  }

  /** Binds the same session again: the next attempt now, or after another window has taken it over. */
  retryNow(): void {
    if (this.#session === null && this.#finding === null) {
      this.restart();
      return;
    }
    this.#dropSocket();
    this.#setReconnecting(null);
    this.#connect();
  }

  /** The network or the page has come back: do now what would have been done later. */
  networkBack(): void {
    const silent = this.#socket?.silentFor() ?? Number.POSITIVE_INFINITY;
    if (this.#state.kind === 'reconnecting' && silent > STUCK_ATTEMPT_MS) this.retryNow();
    else if (this.#state.kind === 'ready' && silent > (this.#ports.silenceMs * 2) / 3) this.retryNow();
  }

  /** Ends the process: the user is done with it. */
  end(): void {
    if (this.#state.kind === 'ready') this.#socket?.send({ Op: 'close' });
    else if (this.#state.kind === 'reconnecting') {
      if (this.#session !== null) this.#ports.endSession(this.#session.sessionId);
      this.#leave();
      this.#setState({ kind: 'exited', exitCode: null, reason: '' });
    }
  }

  /** Keystrokes or a paste. Kept while there is no connection; ignored when there is no shell. */
  type(text: string): void {
    if (this.#state.kind === 'exited' || this.#state.kind === 'failed') return;
    if (this.#input.push(text) || this.#toldFull) return;
    this.#toldFull = true;
    this.#listener.onNotice({ kind: 'input-full' });
  }

  /** The screen's size; the first call lets the connection bind. */
  resize(size: ScreenSize): void {
    this.#size = size;
    if (this.#sentSize === null) this.#bindIfPossible();
    else if (this.#state.kind === 'ready') this.#sendSize(size);
  }

  /** Writes down what a reloaded page needs. Call when the page may be about to go. */
  remember(): void {
    const session = this.#session;
    if (session === null || this.#state.kind === 'exited' || this.#state.kind === 'failed') return;
    this.#ports.memory.save(session.toKeep());
  }

  /** Leaves the shell as it is, for a resume. Idempotent. */
  dispose(): void {
    this.remember();
    this.#disposed = true;
    this.#finding?.abort();
    this.#dropSocket();
    this.#session?.dispose();
    this.#ports.memory.release();
  }

  /** Asks for a session and connects, both at once: each takes a round trip or two. */
  #begin(): void {
    const finding = this.#find();
    this.#connect();
    void this.#ask(finding);
  }

  #find(): AbortController {
    this.#finding?.abort();
    this.#finding = new AbortController();
    return this.#finding;
  }

  async #ask(finding: AbortController): Promise<void> {
    const result = await this.#ports.issue(finding.signal);
    if (finding.signal.aborted) return;
    if (result.kind === 'refused') {
      this.#fail(result.code, result.detail);
      return;
    }
    this.#adopt(result.sessionId, null);
    if (this.#state.kind === 'connecting')
      this.#setState({ kind: 'connecting', container: result.container });
  }

  #adopt(sessionId: string, kept: KeptSession | null): void {
    const { clock, isHidden, screen } = this.#ports;
    const session: ShellSession = new ShellSession({
      clock,
      isHidden,
      screen,
      sessionId,
      kept,
      send: (offset) => this.#acknowledge(session, offset),
    });
    this.#finding = null;
    this.#session = session;
    this.remember();
    this.#bindIfPossible();
  }

  #acknowledge(session: ShellSession, offset: number): void {
    if (session !== this.#session || this.#sentSize === null) return;
    this.#socket?.send({ Op: 'ack', Offset: offset });
  }

  #connect(): void {
    const socket = new SocketSession({
      openSocket: this.#ports.openSocket,
      clock: this.#ports.clock,
      silenceMs: this.#ports.silenceMs,
      onOpen: () => this.#bindIfPossible(),
      onMessage: (message) => this.#receive(message),
      onEnd: (code, reason) => this.#ended(code, reason),
    });
    this.#socket = socket;
    this.#sentSize = null;
  }

  #bindIfPossible(): void {
    const socket = this.#socket;
    const session = this.#session;
    const size = this.#size;
    if (!socket?.isOpen || session === null || size === null || this.#sentSize !== null) return;
    this.#sentSize = size;
    socket.send({
      Op: 'bind',
      SessionID: session.sessionId,
      Cols: size.cols,
      Rows: size.rows,
      Ack: true,
      ...(session.received === null ? {} : { Offset: session.received }),
    });
  }

  #receive(message: ServerMessage): void {
    const session = this.#session;
    if (session === null) return;
    switch (message.Op) {
      case 'bound':
        this.#bound(session, message);
        break;
      case 'stdout':
        session.output(message.Data, message.Offset);
        break;
      case 'reset':
        session.reset(message.Offset);
        break;
      case 'toast':
        // With a code it says why the end that follows comes, and is shown as that.
        if (message.Code !== undefined) session.failureCode = message.Code;
        else this.#listener.onNotice({ kind: 'server', level: message.Level ?? 'info', text: message.Data });
        break;
      case 'exit':
        session.exit = message;
        break;
      default:
        message satisfies never;
    }
  }

  #bound(session: ShellSession, message: BoundMessage): void {
    const socket = this.#socket;
    if (socket === null) return;
    session.bound(message.Offset);
    this.#readyAt = this.#ports.clock.now();
    this.#expired = 0;
    this.#toldFull = false;
    this.#setState({
      kind: 'ready',
      container: message.Container,
      shell: message.Shell,
      transport: socket.transport,
    });
    this.remember();
    if (this.#size !== null) this.#sendSize(this.#size);
    this.#input.attach({
      send: (text) => socket.send({ Op: 'stdin', Data: text }),
      unsent: () => socket.unsent(),
    });
  }

  #sendSize(size: ScreenSize): void {
    const known = this.#sentSize;
    if (known !== null && known.cols === size.cols && known.rows === size.rows) return;
    this.#sentSize = size;
    this.#socket?.send({ Op: 'resize', Cols: size.cols, Rows: size.rows });
  }

  #ended(code: number, reason: string): void {
    this.#socket = null;
    this.#input.detach();
    const session = this.#session;
    const ending = endingOf(code, reason);
    if (session !== null && (ending.kind === 'exited' || session.exit !== null)) this.#exited(session);
    else if (ending.kind === 'refused') this.#fail(session?.failureCode ?? ending.code, ending.detail);
    else if (ending.kind === 'gone') this.#gone(session);
    else this.#lost();
  }

  #exited(session: ShellSession): void {
    this.#leave();
    const exit = session.exit;
    this.#setState({ kind: 'exited', exitCode: exit?.Code ?? null, reason: exit?.Data ?? '' });
  }

  /** The server does not know the session: offer a new one, or, where nothing is lost, just take it. */
  #gone(session: ShellSession | null): void {
    this.#expired += 1;
    if (session?.received !== null || this.#expired > MAX_EXPIRED) {
      this.#fail('session-gone', '');
      return;
    }
    if (session.isKept) this.#listener.onNotice({ kind: 'replaced' });
    this.#leave();
    this.#begin();
  }

  #lost(): void {
    const { clock, random } = this.#ports;
    if (this.#state.kind === 'ready' && clock.now() - this.#readyAt >= STABLE_MS) this.#failures = 0;
    const wait = backoffMs(this.#failures, random());
    this.#failures += 1;
    this.#setReconnecting(wait === 0 ? null : clock.now() + wait);
    this.#cancelRetry = clock.after(wait, () => this.retryNow());
  }

  #fail(code: string, detail: string): void {
    const wasOpen = this.#wasOpen();
    if (code === 'taken-over') {
      // The session lives on in the other window; this one may take it back, but not by a mere reload.
      this.#dropSocket();
      this.#ports.memory.forget();
    } else if (code === 'unauthenticated' && this.#session !== null) {
      // After signing in, the page finds its session again.
      this.#dropSocket();
    } else this.#leave();
    this.#setState({ kind: 'failed', problem: { code, detail, wasOpen } });
  }

  /** Lets go of the session and its connection. */
  #leave(): void {
    this.#finding?.abort();
    this.#finding = null;
    this.#dropSocket();
    this.#session?.dispose();
    this.#session = null;
    this.#ports.memory.forget();
  }

  #dropSocket(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#socket?.abandon();
    this.#socket = null;
    this.#input.detach();
  }

  #wasOpen(): boolean {
    return this.#session !== null && this.#session.received !== null;
  }

  #setReconnecting(retryAt: number | null): void {
    const attempt = Math.max(1, this.#failures);
    this.#setState({ kind: 'reconnecting', attempt, retryAt, wasOpen: this.#wasOpen() });
  }

  #setState(state: ConnectionState): void {
    if (this.#disposed) return;
    this.#state = state;
    this.#listener.onState(state);
  }
}
