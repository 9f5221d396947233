/** The transports of SockJS without WebSockets, written from its protocol description alone. */

import type { IncomingMessage } from 'node:http';
import { HttpClient } from './http-client.ts';

export const HTTP_TRANSPORTS = ['xhr', 'xhr_streaming', 'eventsource'] as const;
export type HttpTransport = (typeof HTTP_TRANSPORTS)[number];

export interface CarrierListener {
  onFrame(frame: string): void;
  /** @param code 1000 after a close frame, 1006 when the connection broke */
  onClosed(code: number): void;
}

export class SockJsOverHttp {
  readonly #http: HttpClient;
  readonly #path: string;
  readonly #transport: HttpTransport;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #listener: CarrierListener;
  #receiving: IncomingMessage | undefined;
  #unsent: string[] = [];
  #isSending = false;
  #isOpen = false;
  #hasEnded = false;

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
    void this.#receive();
  }

  /** Sends a frame: after those before it, and together with those that wait. */
  send(frame: string): void {
    this.#unsent.push(...(JSON.parse(frame) as string[]));
    void this.#sendAll();
  }

  /** Leaves without a word, as every client of these transports does. */
  terminate(): void {
    this.#end(1006);
    this.#receiving?.destroy();
  }

  async #receive(): Promise<void> {
    const method = this.#transport === 'eventsource' ? 'GET' : 'POST';
    try {
      while (!this.#hasEnded) {
        const path = `${this.#path}/${this.#transport}`;
        const response = await this.#http.open(method, path, { headers: this.#headers });
        this.#receiving = response;
        if (response.statusCode !== 200) throw new Error(`${path} answered ${response.statusCode}`);
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
    // A second greeting is of a server that knows nothing of the session.
    if (frame === 'o' && this.#isOpen) {
      this.terminate();
      return;
    }
    this.#isOpen ||= frame === 'o';
    this.#listener.onFrame(frame);
    if (frame.startsWith('c')) this.#end(1000);
  }

  async #sendAll(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      while (this.#unsent.length > 0) {
        const body = this.#unsent.splice(0);
        const headers = this.#headers;
        const { status } = await this.#http.call('POST', `${this.#path}/xhr_send`, { headers, body });
        if (status !== 204) throw new Error(`A message was answered with ${status}`);
      }
    } catch {
      this.#end(1006);
    }
    this.#isSending = false;
  }

  #end(code: number): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#listener.onClosed(code);
  }
}
