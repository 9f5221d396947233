/** The transports of SockJS without WebSockets, written from its protocol description alone. */

import type { IncomingMessage } from 'node:http';
import { HttpClient } from './http-client.ts';

export const HTTP_TRANSPORTS = ['xhr', 'xhr_streaming', 'eventsource'] as const;
export type HttpTransport = (typeof HTTP_TRANSPORTS)[number];

export interface CarrierListener {
  onFrame(frame: string): void;
  /** @param code of the close frame, as a WebSocket has it; 1006 when the connection broke */
  onClosed(code: number): void;
}

export class SockJsOverHttp {
  /** The status of the answer that ended the connection. */
  refusedWith: number | undefined;
  readonly #http: HttpClient;
  readonly #path: string;
  readonly #transport: HttpTransport;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #listener: CarrierListener;
  #receiving: IncomingMessage | undefined;
  #unsent: string[] = [];
  #isSending = false;
  #isOpen = false;
  #isClosing = false;
  #hasEnded = false;
  /** Settles when it may read on. */
  #reading = Promise.withResolvers<void>();

  /** @param path of the session, without the transport */
  constructor(
    serverUrl: string,
    path: string,
    transport: HttpTransport,
    { headers = {}, ca }: { readonly headers?: Readonly<Record<string, string>>; readonly ca?: string },
    listener: CarrierListener,
  ) {
    this.#http = new HttpClient(serverUrl, ca);
    this.#path = path;
    this.#transport = transport;
    this.#headers = headers;
    this.#listener = listener;
    this.#reading.resolve();
    void this.#receive();
  }

  /** Sends a frame: after those before it, and together with those that wait. */
  send(frame: string): void {
    // Whoever answers each message with one would never leave.
    if (this.#isClosing) return;
    this.#unsent.push(...(JSON.parse(frame) as string[]));
    void this.#sendAll();
  }

  /** Stops reading, and asks for nothing more. */
  pause(): void {
    this.#reading = Promise.withResolvers();
  }

  resume(): void {
    this.#reading.resolve();
  }

  /** Leaves without a word, as every client of these transports does, once what was sent before has arrived. */
  terminate(): void {
    this.#isClosing = true;
    this.#reading.resolve();
    if (!this.#isSending) this.#leave();
  }

  #leave(): void {
    this.#end(1006);
    this.#receiving?.destroy();
  }

  async #receive(): Promise<void> {
    const method = this.#transport === 'eventsource' ? 'GET' : 'POST';
    try {
      while (!this.#hasEnded) {
        await this.#reading.promise;
        const path = `${this.#path}/${this.#transport}`;
        const response = await this.#http.open(method, path, { headers: this.#headers });
        this.#receiving = response;
        if (response.statusCode !== 200) {
          this.refusedWith ??= response.statusCode;
          throw new Error(`${path} answered ${response.statusCode}`);
        }
        await this.#read(response);
      }
    } catch {
      this.#end(1006);
    }
  }

  async #read(response: IncomingMessage): Promise<void> {
    const [end, lead] = this.#transport === 'eventsource' ? ['\r\n\r\n', 'data: '] : ['\n', ''];
    let rest = '';
    for await (const chunk of response.setEncoding('utf8')) {
      await this.#reading.promise;
      const lines = (rest + chunk).split(end);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const frame = line.trimStart().slice(lead.length);
        // The beginning of a stream is filled up, so that browsers show what follows.
        if (!/^h{2,}$/.test(frame)) this.#take(lead === '' ? frame : decodeURI(frame));
      }
    }
  }

  #take(frame: string): void {
    if (this.#hasEnded) return;
    // A second greeting is of a server that knows nothing of the session. What it answers to a message that is still on its
    // way is not for this connection.
    if (frame === 'o' && this.#isOpen) {
      this.#end(1006);
      this.terminate();
      return;
    }
    this.#isOpen ||= frame === 'o';
    this.#listener.onFrame(frame);
    const [, code] = /^c\[(\d+)/.exec(frame) ?? [];
    if (code !== undefined) this.#end(Number(code));
  }

  async #sendAll(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      while (this.#unsent.length > 0) {
        const body = this.#unsent.splice(0);
        const headers = this.#headers;
        const { status } = await this.#http.call('POST', `${this.#path}/xhr_send`, { headers, body });
        if (status !== 204) {
          this.refusedWith ??= status;
          throw new Error(`A message was answered with ${status}`);
        }
      }
    } catch {
      this.#end(1006);
    }
    this.#isSending = false;
    if (this.#isClosing) this.#leave();
  }

  #end(code: number): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#listener.onClosed(code);
  }
}
