/** Plain HTTP with any headers, as a program that is not a browser sends it. */

import { type IncomingHttpHeaders, type IncomingMessage, request as openHttp } from 'node:http';
import { request as openHttps } from 'node:https';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON. @throws SyntaxError */
  json(): Record<string, unknown>;
}

export interface Call {
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent unchanged, anything else as JSON. */
  readonly body?: unknown;
}

export class HttpClient {
  readonly #url: string;
  readonly #ca: string | undefined;
  readonly #host: string | undefined;

  /**
   * @param url of the server, without a path
   * @param ca PEM of the authority that a server with https is trusted by
   * @param host that it is asked for, with its port, where the url has another
   */
  constructor(url: string, ca?: string, host?: string) {
    this.#url = url;
    this.#ca = ca;
    this.#host = host;
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.call('GET', path, { headers });
  }

  post(path: string, body?: unknown): Promise<Reply> {
    return this.call('POST', path, body === undefined ? {} : { body });
  }

  async call(method: string, path: string, call: Call = {}): Promise<Reply> {
    const response = await this.open(method, path, call);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const { statusCode: status = 0, headers } = response;
    return { status, headers, text, json: () => JSON.parse(text) };
  }

  /** Resolves with the response as it starts; the caller reads or destroys its body. */
  open(method: string, path: string, { headers = {}, body }: Call = {}): Promise<IncomingMessage> {
    const bytes = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      // The path is sent unchanged, dots and escapes included.
      const open = this.#url.startsWith('https:') ? openHttps : openHttp;
      const asked = this.#host === undefined ? {} : { host: this.#host };
      const request = open(
        this.#url,
        {
          method,
          path,
          headers: { ...asked, ...headers },
          agent: false,
          ca: this.#ca,
        },
        resolve,
      );
      request.once('error', reject);
      request.end(bytes);
    });
  }

  /** Requests a session in `team-a/debian`, or at `path`. */
  async issue(
    path = '/api/pods/team-a/debian/shell',
    body: unknown = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const reply = await this.call('POST', path, { headers, body });
    if (reply.status !== 201) throw new Error(`${path} answered ${reply.status}: ${reply.text}`);
    return String(reply.json().sessionId);
  }
}
