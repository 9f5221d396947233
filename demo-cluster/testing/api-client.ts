/** A minimal HTTPS client for tests of the demo cluster. */

import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createInterface } from 'node:readline';
import { connect } from 'node:tls';

export interface Target {
  readonly port: number;
  readonly caPem: string;
}

export interface CallOptions {
  readonly token?: string | undefined;
  readonly method?: string;
  /** A string is sent unchanged, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
  readonly text: string;
  /** The body parsed as JSON; undefined if it is not JSON. */
  readonly json: Record<string, unknown> | undefined;
}

function open(target: Target, path: string, options: CallOptions): Promise<IncomingMessage> {
  const { token, method = 'GET', headers = {} } = options;
  const body =
    typeof options.body === 'string' || options.body === undefined
      ? options.body
      : JSON.stringify(options.body);
  return new Promise((resolve, reject) => {
    const request = httpsRequest({
      host: '127.0.0.1',
      port: target.port,
      ca: target.caPem,
      path,
      method,
      agent: false,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        // Node sets no Content-Length for DELETE.
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        ...headers,
      },
    });
    request.on('response', resolve);
    request.on('error', reject);
    request.end(body);
  });
}

/** Sends one request and reads the whole answer. */
export async function call(target: Target, path: string, options: CallOptions = {}): Promise<Answer> {
  const response = await open(target, path, options);
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const text = bytes.toString('utf8');
  const { statusCode: status = 0, headers } = response;
  return { status, headers, bytes, text, json: parseJson(text) };
}

export interface WatchEvent {
  readonly type: string;
  readonly object: {
    readonly kind: string;
    readonly metadata: Record<string, unknown>;
    readonly [field: string]: unknown;
  };
}

export interface Watch {
  readonly status: number;
  /** Events in order. Ends when the server ends the watch; throws when the connection breaks. */
  readonly events: AsyncGenerator<WatchEvent, undefined>;
  /** The next `count` events. */
  take(count: number): Promise<WatchEvent[]>;
  close(): void;
}

export async function watch(target: Target, path: string, options: CallOptions = {}): Promise<Watch> {
  const response = await open(target, path, options);
  const events = (async function* () {
    for await (const line of createInterface({ input: response })) yield JSON.parse(line) as WatchEvent;
    if (!response.complete) throw new Error('the watch broke');
    return undefined;
  })();
  return {
    status: response.statusCode ?? 0,
    events,
    async take(count) {
      const taken: WatchEvent[] = [];
      while (taken.length < count) {
        const next = await events.next();
        if (next.done === true) break;
        taken.push(next.value);
      }
      return taken;
    },
    close: () => response.destroy(),
  };
}

/** Sends request line and headers unchanged and returns everything received until the connection ends. */
export async function rawRequest(
  target: Target,
  line: string,
  headers: Record<string, string>,
): Promise<{ head: string; body: string }> {
  const socket = connect({ host: '127.0.0.1', port: target.port, ca: target.caPem, servername: 'localhost' });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.write([line, ...lines, '', ''].join('\r\n'));
  const chunks: Buffer[] = [];
  for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const split = text.indexOf('\r\n\r\n');
  return { head: text.slice(0, split), body: text.slice(split + 4) };
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
