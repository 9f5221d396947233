/** The current connection to a session: opens, binds when session and size are known, sends sizes and input. */

import { parseOwnedId } from '#protocol/replica-ids.ts';
import type { ScreenMessage } from '#protocol/viewing-messages.ts';
import type { InputSender } from './input/input-sender.ts';
import type { InputPiece } from './input/stdin-queue.ts';
import type { ConnectionPorts, ScreenSize } from './ports.ts';
import type { ShellSession } from './shell-session.ts';
import { type SessionMessage, SocketTransport } from './socket-transport.ts';

export interface SessionConnectionOptions {
  readonly ports: Pick<
    ConnectionPorts,
    'openSocket' | 'clock' | 'silenceMs' | 'screen' | 'isHidden' | 'isSeen' | 'viewId'
  >;
  readonly input: InputSender;
  readonly onMessage: (message: SessionMessage) => void;
  /** Input gets no answer, not even that there is nothing to show; or it does again. */
  readonly onQuiet: (isQuiet: boolean) => void;
  /** The connection ended; not called after {@link SessionConnection.drop}. */
  readonly onEnd: (code: number, reason: string) => void;
}

export class SessionConnection {
  readonly #options: SessionConnectionOptions;
  #socket: SocketTransport | null = null;
  #session: ShellSession | null = null;
  #size: ScreenSize | null = null;
  /** The size last sent to the server; null until this connection has sent its bind. */
  #sentSize: ScreenSize | null = null;

  constructor(options: SessionConnectionOptions) {
    this.#options = options;
  }

  /**
   * Starts to connect, to the session's replica if that is known. Binds when the connection is open and session and size are
   * known.
   */
  connect(): void {
    const { ports, onMessage, onQuiet, onEnd } = this.#options;
    const replicaId = parseOwnedId(this.#session?.sessionId ?? '')?.owner.id;
    this.#socket = new SocketTransport({
      openSocket: (listener) => ports.openSocket(listener, replicaId),
      clock: ports.clock,
      silenceMs: ports.silenceMs,
      onOpen: () => this.#bindIfPossible(),
      onMessage,
      onQuiet,
      isHidden: ports.isHidden,
      isSeen: ports.isSeen,
      onEnd: (code, reason) => {
        this.#letGo();
        onEnd(code, reason);
      },
    });
    this.#sentSize = null;
  }

  /** Closes the connection without a call of the listener. Idempotent. */
  drop(): void {
    this.#socket?.abandon();
    this.#letGo();
  }

  /** The session that this and later connections are for; null: none. */
  use(session: ShellSession | null): void {
    this.#session = session;
    this.#bindIfPossible();
  }

  /**
   * The screen's size.
   * @param ready true after the server has answered the bind
   */
  resize(size: ScreenSize, ready: boolean): void {
    this.#size = size;
    if (this.#sentSize === null) this.#bindIfPossible();
    else if (ready) this.#sendSize(size);
  }

  /** Name of the transport; null without a connection. */
  get transport(): string | null {
    return this.#socket?.transport ?? null;
  }

  /**
   * The server has answered the bind: sends queued input, and new input from now on.
   * @param taken bytes of this window's input that the server has received; null if it does not report it
   */
  bound(taken: number | null): void {
    const socket = this.#socket;
    if (socket === null) return;
    if (this.#size !== null) this.#sendSize(this.#size);
    const outlet = {
      send: ({ text, isBinary }: InputPiece) =>
        socket.send({ Op: 'stdin', Data: text, ...(isBinary ? { Binary: true } : {}) }),
      unsent: () => socket.unsent(),
    };
    this.#options.input.attach(outlet, taken);
  }

  /** Acknowledges output of a session, if this connection is bound to it. */
  acknowledge(session: ShellSession, offset: number): void {
    if (session !== this.#session || this.#sentSize === null) return;
    this.#socket?.send({ Op: 'ack', Offset: offset });
  }

  /** Tells what the screen shows, if this connection is bound to the session. */
  tellScreen(session: ShellSession, screen: ScreenMessage): void {
    if (session === this.#session && this.#sentSize !== null) this.#socket?.send(screen);
  }

  /** Asks the server to end the session. */
  sendClose(): void {
    this.#socket?.send({ Op: 'close' });
  }

  /** Says yes or no to handing the keyboard over. @param watcher to whom, from the owner */
  agree(agree: boolean, watcher: string | undefined): void {
    const to = watcher === undefined ? {} : { Watcher: watcher };
    this.#socket?.send({ Op: 'keyboard', ...to, Agree: agree });
  }

  /** Milliseconds since the server was last heard; infinite without a connection. */
  silentFor(): number {
    return this.#socket?.silentFor() ?? Number.POSITIVE_INFINITY;
  }

  #letGo(): void {
    this.#socket = null;
    this.#options.input.detach();
  }

  #bindIfPossible(): void {
    const socket = this.#socket;
    const session = this.#session;
    const size = this.#size;
    if (!socket?.isOpen || session === null || size === null || this.#sentSize !== null) return;
    const { ports } = this.#options;
    this.#sentSize = size;
    if (ports.viewId !== undefined) {
      const from = session.received === null ? {} : { Offset: session.received };
      socket.send({ Op: 'bind', ViewID: ports.viewId, Ack: true, Ping: true, ...from });
      return;
    }
    socket.send({
      Op: 'bind',
      SessionID: session.sessionId,
      Cols: size.cols,
      Rows: size.rows,
      Ack: true,
      Writer: session.writer,
      Turn: session.nextTurn(),
      Sizes: true,
      Ping: true,
      Screen: true,
      ...(ports.screen.takesMarks() ? { Marks: true } : {}),
      ...(session.received === null ? { Lines: ports.screen.lines() } : { Offset: session.received }),
    });
  }

  #sendSize(size: ScreenSize): void {
    const known = this.#sentSize;
    if (this.#options.ports.viewId !== undefined) return;
    if (known !== null && known.cols === size.cols && known.rows === size.rows) return;
    this.#sentSize = size;
    this.#socket?.send({ Op: 'resize', Cols: size.cols, Rows: size.rows });
  }
}
