/** A shell through Podshell, read as fast as output arrives. */

import { POD } from '../stack/cluster.ts';
import { OutputWatch } from './output-watch.ts';
import { type Headers, issueSession, type MessageHandler, SockJsMessages } from './sockjs-messages.ts';
import type { BenchTerminal } from './terminal.ts';

/** Acknowledges after this many bytes, like the browser. */
const ACK_BYTES = 5_000;

export interface PodshellTerminalOptions {
  readonly cols?: number;
  /** Whether to acknowledge output. Default: yes, like the browser. */
  readonly acks?: boolean;
  readonly shell?: string;
  /** Of every request, for instance the cookies of a sign-in. */
  readonly headers?: Headers;
  /** The replica to connect through, instead of the one that issues the session. */
  readonly through?: { readonly url: string };
}

export class PodshellTerminal implements BenchTerminal {
  readonly #watch = new OutputWatch();
  readonly #messages: SockJsMessages;
  readonly #closed: Promise<void>;
  readonly #bound: Promise<void>;
  #bytes = 0;
  #acknowledged = 0;

  private constructor(url: string, sessionId: Promise<string>, options: PodshellTerminalOptions) {
    const { cols = 80, acks = true } = options;
    // Told to whoever expects output, once connected; a request may fail before.
    sessionId.catch(() => {});
    let markClosed = () => {};
    this.#closed = new Promise((resolve) => {
      markClosed = resolve;
    });
    let markBound = () => {};
    this.#bound = new Promise((resolve) => {
      markBound = resolve;
    });
    const handler: MessageHandler = {
      onOpen: () => {
        sessionId.then(
          (SessionID) =>
            this.#messages.send({
              Op: 'bind',
              SessionID,
              Cols: cols,
              Rows: 24,
              ...(acks ? { Ack: true } : {}),
            }),
          (error) => this.#watch.end(error),
        );
      },
      onMessage: (message) => {
        if (message.Op === 'bound') markBound();
        if (message.Op !== 'stdout') return;
        this.#bytes = message.Offset ?? 0;
        this.#watch.push(Buffer.from(message.Data ?? ''));
        if (acks && this.#bytes - this.#acknowledged >= ACK_BYTES) {
          this.#acknowledged = this.#bytes;
          this.#messages.send({ Op: 'ack', Offset: this.#bytes });
        }
      },
      onClose: (reason) => {
        markClosed();
        this.#watch.end(new Error(`The connection ended: ${reason}`));
      },
    };
    this.#messages = new SockJsMessages(options.through?.url ?? url, handler, options.headers);
  }

  /** Requests a session, connects and binds. Resolves when the process is up. No output is lost. */
  static async open(url: string, options: PodshellTerminalOptions = {}): Promise<PodshellTerminal> {
    const terminal = PodshellTerminal.begin(url, options);
    await terminal.#bound;
    return terminal;
  }

  /** Requests and connects at the same time, like the page. Wait for output before typing. */
  static begin(url: string, options: PodshellTerminalOptions = {}): PodshellTerminal {
    return new PodshellTerminal(url, issueSession(url, POD, options), options);
  }

  /** Requests, then connects, like a simple program. */
  static async beginInOrder(url: string, options: PodshellTerminalOptions = {}): Promise<PodshellTerminal> {
    const sessionId = await issueSession(url, POD, options);
    return new PodshellTerminal(url, Promise.resolve(sessionId), options);
  }

  /** Binds a session that was requested. Resolves when the process is up. */
  static async take(
    url: string,
    sessionId: string,
    options: PodshellTerminalOptions = {},
  ): Promise<PodshellTerminal> {
    const terminal = new PodshellTerminal(url, Promise.resolve(sessionId), options);
    await terminal.#bound;
    return terminal;
  }

  get bytes(): number {
    return this.#bytes;
  }

  type(text: string): void {
    this.#messages.send({ Op: 'stdin', Data: text });
  }

  expect(text: string): Promise<number> {
    return this.#watch.expect(text);
  }

  pause(): void {
    this.#messages.socket.pause();
  }

  resume(): void {
    this.#messages.socket.resume();
  }

  close(): Promise<void> {
    this.type('exit\r');
    return this.#closed;
  }
}
