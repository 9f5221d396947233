/** A terminal client as another program would implement it: contract messages over SockJS, without Podshell code. */

import { createHash, randomBytes } from 'node:crypto';
import { type CloseFrame, SockJsClient, type SockJsOptions } from './sockjs-client.ts';
import { Waiting } from './waiting.ts';

/** A server message, with the field names of the contract. */
export interface ServerMessage {
  readonly Op: string;
  readonly [field: string]: unknown;
}

export interface BindOptions extends SockJsOptions {
  readonly Cols?: number;
  readonly Rows?: number;
  readonly Ack?: boolean;
  readonly Offset?: number;
  /** The id is that of a link by which somebody else's shell is watched. */
  readonly watches?: boolean;
  /** Text to send right after the bind, before the server can answer. */
  readonly early?: readonly string[];
}

export interface Exit {
  readonly code: number | null;
  readonly reason: string;
}

/** How many characters of output are kept. */
const SHOWN_LENGTH = 256 * 1024;

export class TerminalClient {
  readonly line: SockJsClient;
  /** Every message except output, in order. */
  readonly messages: ServerMessage[] = [];
  /** The end of the output. */
  text = '';
  /** `Offset` of the last output, or the offset at which output starts. */
  offset: number;
  /** Total size of the output as UTF-8, in bytes. */
  bytes = 0;
  /** Called with each output. */
  onOutput: (text: string, offset: number) => void = () => {};
  readonly #hash = createHash('sha256');
  readonly #acks: boolean;
  readonly #waiting = new Waiting();

  private constructor(serverUrl: string, options: BindOptions) {
    this.offset = options.Offset ?? 0;
    this.#acks = options.Ack ?? false;
    this.line = new SockJsClient(serverUrl, options);
    this.line.onMessage = (message) => this.#onMessage(JSON.parse(message));
  }

  /** Connects and binds. The server answers with messages or a close frame. */
  static async bind(
    serverUrl: string,
    sessionId: string,
    options: BindOptions = {},
  ): Promise<TerminalClient> {
    const client = new TerminalClient(serverUrl, options);
    await client.line.opened();
    const { Cols, Rows, Ack, Offset, early = [] } = options;
    // Undefined fields are not sent.
    const id = options.watches ? { ViewID: sessionId } : { SessionID: sessionId };
    const bind = JSON.stringify({ Op: 'bind', ...id, Cols, Rows, Ack, Offset });
    const typed = early.map((Data) => JSON.stringify({ Op: 'stdin', Data }));
    if (typed.length === 0) client.line.send(bind);
    else client.line.sendTogether([bind, ...typed]);
    return client;
  }

  send(message: ServerMessage): void {
    this.line.send(JSON.stringify(message));
  }

  type(text: string): void {
    this.send({ Op: 'stdin', Data: text });
  }

  /** Waits for the first message of a kind, past or future. */
  message(op: string): Promise<ServerMessage> {
    const find = () => this.messages.find((message) => message.Op === op);
    return this.#until(`a message ${op}`, find);
  }

  /** Waits for the first message that fits, past or future. */
  says<Found>(what: string, look: (message: ServerMessage) => Found | undefined): Promise<Found> {
    const find = () => {
      for (const message of this.messages) {
        const found = look(message);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    return this.#until(what, find);
  }

  /** Waits until the output contains a text or matches a pattern. */
  sees(wanted: string | RegExp, timeoutMs?: number): Promise<string> {
    const look = () => {
      if (typeof wanted === 'string') return this.text.includes(wanted) ? wanted : undefined;
      return wanted.exec(this.text)?.[0];
    };
    return this.#until(`output ${wanted}`, look, timeoutMs);
  }

  /** Waits until the output has reached an offset. */
  async reaches(offset: number, timeoutMs?: number): Promise<void> {
    await this.#until(`output up to ${offset}`, () => (this.offset >= offset ? true : undefined), timeoutMs);
  }

  /** Runs a command at the prompt of a POSIX shell; returns its output with lines ended by `\n`. */
  async run(command: string, timeoutMs?: number): Promise<string> {
    const id = randomBytes(4).toString('hex');
    // The echoed line has format and id apart, so only the output matches.
    this.type(`printf '<%s>\\n' ${id}; ${command}; printf '<%s:%d>\\n' ${id} $?\n`);
    const result = new RegExp(`<${id}>\\r\\n([\\s\\S]*?)<${id}:\\d+>`);
    const [, output = ''] = result.exec(await this.sees(result, timeoutMs)) ?? [];
    return output.replaceAll('\r\n', '\n').replace(/\n$/, '');
  }

  /** Resolves with the exit message; the close frame follows. */
  async exit(): Promise<Exit> {
    const { Code, Data } = await this.message('exit');
    return { code: Code as number | null, reason: String(Data) };
  }

  closeFrame(timeoutMs?: number): Promise<CloseFrame> {
    return this.line.closeFrame(timeoutMs);
  }

  /** Hash of the output so far, as UTF-8. */
  sha256(): string {
    return this.#hash.copy().digest('hex');
  }

  /** Ends the process. */
  async end(): Promise<void> {
    this.send({ Op: 'close' });
    await this.line.closed();
  }

  #onMessage(message: ServerMessage): void {
    if (message.Op === 'stdout') {
      const data = String(message.Data);
      this.offset = Number(message.Offset);
      this.bytes += Buffer.byteLength(data);
      this.#hash.update(data);
      this.text = (this.text + data).slice(-SHOWN_LENGTH);
      this.onOutput(data, this.offset);
      if (this.#acks) this.send({ Op: 'ack', Offset: this.offset });
    } else this.messages.push(message);
    this.#waiting.changed();
  }

  #until<T>(what: string, look: () => T | undefined, timeoutMs?: number): Promise<T> {
    const soFar = () =>
      `${JSON.stringify(this.messages.slice(-3))} ${this.line.frames.slice(-2).join(' ')} output ${JSON.stringify(this.text.slice(-300))}`;
    return this.#waiting.until(what, look, soFar, timeoutMs);
  }
}
