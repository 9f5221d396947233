/** An HTTP client on a raw socket: tests control every byte sent and see chunks and ends as they arrive. */

import { connect, type Socket } from 'node:net';

export interface RawHead {
  readonly httpVersion: string;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

export interface RawResponse extends RawHead {
  readonly body: string;
}

export interface RawRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly http?: '1.0' | '1.1';
}

const HEAD_END = '\r\n\r\n';

export class RawHttp {
  readonly socket: Socket;
  #chunks: Buffer[] = [];
  #ended = false;
  #wake: () => void = () => {};

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk) => {
      this.#chunks.push(chunk);
      this.#wake();
    });
    for (const event of ['end', 'close', 'error'] as const) {
      socket.on(event, () => {
        this.#ended = true;
        this.#wake();
      });
    }
  }

  static async open(port: number): Promise<RawHttp> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const client = new RawHttp(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return client;
  }

  write(bytes: string | Buffer): void {
    this.socket.write(bytes);
  }

  /** Writes a request. A POST always has Content-Length. */
  send(method: string, target: string, request: RawRequest = {}): void {
    this.write(requestBytes(method, target, request));
  }

  async readHead(): Promise<RawHead> {
    await this.#until(() => this.#received.includes(HEAD_END));
    const end = this.#received.indexOf(HEAD_END);
    const [first = '', ...lines] = this.#take(end + HEAD_END.length)
      .toString('latin1')
      .trimEnd()
      .split('\r\n');
    const [, httpVersion = '', status = ''] = /^HTTP\/(\S+) (\d+)/.exec(first) ?? [];
    const headers = lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    });
    return { httpVersion, status: Number(status), headers: new Map(headers) };
  }

  async readBytes(count: number): Promise<string> {
    await this.#until(() => this.#received.length >= count);
    return this.#take(count).toString('utf8');
  }

  /** The next chunk of a chunked body; an empty one is its end. */
  async readChunk(): Promise<string> {
    await this.#until(() => this.#received.includes('\r\n'));
    const line = this.#take(this.#received.indexOf('\r\n') + 2).toString('latin1');
    const size = Number.parseInt(line, 16);
    await this.#until(() => this.#received.length >= size + 2);
    return this.#take(size + 2)
      .toString('utf8')
      .slice(0, -2);
  }

  /** Everything until the server ends the connection. */
  async readToEnd(): Promise<string> {
    await this.#until(() => this.#ended, true);
    return this.#take(this.#received.length).toString('utf8');
  }

  /** A whole response, by Content-Length, chunks or end of connection. */
  async readResponse(): Promise<RawResponse> {
    const head = await this.readHead();
    return { ...head, body: await this.#readBody(head) };
  }

  async #readBody(head: RawHead): Promise<string> {
    if (head.headers.get('transfer-encoding') === 'chunked') {
      let body = '';
      for (let chunk = await this.readChunk(); chunk !== ''; chunk = await this.readChunk()) body += chunk;
      return body;
    }
    const length = head.headers.get('content-length');
    if (length !== undefined && head.status !== 304) return this.readBytes(Number(length));
    return head.status === 204 || head.status === 304 || head.status === 101 ? '' : this.readToEnd();
  }

  close(): void {
    this.socket.destroy();
  }

  #take(count: number): Buffer {
    const taken = this.#received.subarray(0, count);
    this.#chunks = [this.#received.subarray(count)];
    return taken;
  }

  /** All received bytes that were not consumed, in one buffer. */
  get #received(): Buffer {
    const [first, ...rest] = this.#chunks;
    const received = rest.length === 0 && first !== undefined ? first : Buffer.concat(this.#chunks);
    this.#chunks = [received];
    return received;
  }

  async #until(condition: () => boolean, endIsFine = false): Promise<void> {
    while (!condition()) {
      if (this.#ended) {
        if (endIsFine) return;
        throw new Error(`Connection ended after ${JSON.stringify(this.#received.toString('latin1'))}`);
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

function requestBytes(
  method: string,
  target: string,
  { headers = {}, body, http = '1.1' }: RawRequest,
): Buffer {
  const payload = Buffer.from(body ?? '');
  const fields = {
    Host: '127.0.0.1',
    ...(method === 'POST' || payload.length > 0 ? { 'Content-Length': String(payload.length) } : {}),
    ...headers,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/${http}\r\n${lines.join('')}\r\n`), payload]);
}

/** Sends one request on its own connection. */
export async function rawRequest(
  port: number,
  method: string,
  target: string,
  request: RawRequest = {},
): Promise<RawResponse> {
  const client = await RawHttp.open(port);
  try {
    client.send(method, target, request);
    return await client.readResponse();
  } finally {
    client.close();
  }
}

/** Sends a request whose response the test reads chunk by chunk. */
export async function rawStream(
  port: number,
  method: string,
  target: string,
  request: RawRequest = {},
): Promise<{ head: RawHead; stream: RawHttp }> {
  const stream = await RawHttp.open(port);
  stream.send(method, target, request);
  return { head: await stream.readHead(), stream };
}
