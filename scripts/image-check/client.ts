/** A browser's requests, as a proxy in front of Podshell passes them on. */

import { type IncomingHttpHeaders, request } from 'node:http';
import { WebSocket } from 'ws';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export class Client {
  readonly #port: number;
  readonly #origin: string;
  #cookie = '';

  /** @param publicUrl where browsers reach Podshell; may have a path */
  constructor(port: number, publicUrl: string) {
    this.#port = port;
    this.#origin = new URL(publicUrl).origin;
  }

  /** @throws Error if the server cannot be reached */
  ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...this.#headers(),
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
    };
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: this.#port, method, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          this.#keep(response.headers['set-cookie'] ?? []);
          const answered = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answered });
        });
      });
      asked.on('error', reject);
      asked.end(text);
    });
  }

  /** Binds a session. Resolves once its process is up. */
  async openShell(sessionId: string): Promise<Shell> {
    const url = `ws://127.0.0.1:${this.#port}/ws/api/sockjs/000/${sessionId.slice(0, 8)}/websocket`;
    const shell = new Shell(new WebSocket(url, { headers: this.#headers() }));
    await shell.opened;
    shell.send({ Op: 'bind', SessionID: sessionId, Cols: 80, Rows: 24 });
    await shell.message(({ Op }) => Op === 'bound');
    return shell;
  }

  #headers(): Record<string, string> {
    const headers = { host: new URL(this.#origin).host, origin: this.#origin };
    return this.#cookie === '' ? headers : { ...headers, cookie: this.#cookie };
  }

  #keep(setCookies: readonly string[]): void {
    const fresh = setCookies.map((line) => line.slice(0, line.indexOf(';')));
    if (fresh.length > 0) this.#cookie = fresh.join('; ');
  }
}

type Message = Readonly<Record<string, unknown>>;

/** A terminal's messages over one SockJS WebSocket. */
export class Shell {
  readonly opened: Promise<void>;
  readonly #socket: WebSocket;
  readonly #messages: Message[] = [];
  #closed: string | undefined;
  #notify: () => void = () => {};

  constructor(socket: WebSocket) {
    this.#socket = socket;
    this.opened = new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('message', (data) => {
        const frame = String(data);
        if (frame === 'o') resolve();
        const messages = frame.startsWith('a') ? (JSON.parse(frame.slice(1)) as string[]) : [];
        this.#messages.push(...messages.map((text) => JSON.parse(text) as Message));
        if (frame.startsWith('c')) this.#closed = frame;
        this.#notify();
      });
    });
  }

  send(message: Message): void {
    this.#socket.send(JSON.stringify([JSON.stringify(message)]));
  }

  /**
   * Resolves with the first message that `accepts` takes, of those that came and those to come.
   * @throws Error with the close frame if the server closes first
   */
  async message(accepts: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.#messages.find(accepts);
      if (found !== undefined) return found;
      if (this.#closed !== undefined) {
        throw new Error(`The server closed with ${this.#closed} after ${JSON.stringify(this.#messages)}`);
      }
      await new Promise<void>((resolve) => {
        this.#notify = resolve;
      });
    }
  }

  /** Resolves once the output holds `text`. */
  async output(text: string): Promise<void> {
    const written = () =>
      this.#messages.map(({ Op, Data }) => (Op === 'stdout' ? String(Data) : '')).join('');
    await this.message(() => written().includes(text));
  }
}
