/** Compresses answers with gzip; see decision 35. Not the middleware that Next brings along: its list of media types takes 1.6 MB. */

import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { createGzip, type Gzip } from 'node:zlib';

/** What pages, routes and static files send that becomes smaller: fonts and images are compressed already. */
const COMPRESSIBLE = /^(text\/|application\/(.+\+)?(javascript|json|xml|x-ndjson)\b|image\/svg\+xml\b)/i;

const NO_TRANSFORM = /(?:^|,)\s*no-transform\s*(?:,|$)/;

/** A shorter answer is one packet anyway, in bytes. */
const THRESHOLD = 1024;

/** What is written to a response, with what may follow it. */
type Written = [chunk?: unknown, encoding?: unknown, done?: unknown];

type Header = readonly [name: string, value: OutgoingHttpHeader];

/**
 * Compresses what is written to a response from now on, if its client accepts that and its headers, as they are sent, allow it. Each
 * `response.flush()`, which Next calls after each piece of a stream, sends all that was written.
 */
export function compressResponse(request: IncomingMessage, response: ServerResponse): void {
  const { write, end, writeHead, emit } = response;
  const send = (method: typeof write | typeof end, args: Written) =>
    Reflect.apply(method, response, args) as boolean;
  let gzip: Gzip | undefined;
  let isEnded = false;

  function begin(): Gzip {
    const stream = createGzip();
    stream.on('data', (piece: Buffer) => {
      if (!send(write, [piece])) stream.pause();
    });
    stream.once('end', () => send(end, []));
    stream.on('drain', () => emit.call(response, 'drain'));
    // zlib's memory outlives a response whose client has left.
    response.once('close', () => stream.destroy());
    return stream;
  }

  /** @param length of the whole answer in bytes, if it is known */
  function sendHead(length: number | undefined, args: readonly unknown[]): void {
    const [status = response.statusCode, ...rest] = args as [number?, ...unknown[]];
    const message = typeof rest[0] === 'string' ? [rest.shift() as string] : [];
    for (const [name, value] of headersOf(rest[0])) response.setHeader(name, value);
    response.statusCode = status;
    if (mayCompress(response)) {
      vary(response);
      const size = response.getHeader('content-length') ?? length ?? THRESHOLD;
      if (request.method !== 'HEAD' && Number(size) >= THRESHOLD && acceptsGzip(request)) {
        response.setHeader('content-encoding', 'gzip');
        response.removeHeader('content-length');
        gzip = begin();
      }
    }
    Reflect.apply(writeHead, response, [status, ...message]);
  }

  Object.assign(response, {
    writeHead(...args: unknown[]) {
      sendHead(undefined, args);
      return response;
    },
    write(...args: Written) {
      if (!response.headersSent) sendHead(undefined, []);
      return gzip === undefined ? send(write, args) : Reflect.apply(gzip.write, gzip, args);
    },
    end(...args: Written) {
      if (isEnded) return response;
      isEnded = true;
      if (!response.headersSent) sendHead(sizeOf(args), []);
      if (gzip === undefined) send(end, args);
      else Reflect.apply(gzip.end, gzip, args);
      return response;
    },
    emit(event: string, ...args: unknown[]) {
      // Who writes waits for the compressor, which waits for the socket.
      if (event === 'drain' && gzip !== undefined) return gzip.resume() !== undefined;
      return Reflect.apply(emit, response, [event, ...args]);
    },
    flush: () => gzip?.flush(),
  });
}

/** By the response's headers alone. */
function mayCompress(response: ServerResponse): boolean {
  return (
    COMPRESSIBLE.test(String(response.getHeader('content-type') ?? '')) &&
    !response.hasHeader('content-encoding') &&
    !NO_TRANSFORM.test(String(response.getHeader('cache-control') ?? ''))
  );
}

/** The answer differs with what its client accepts. */
function vary(response: ServerResponse): void {
  const named = [response.getHeader('vary') ?? []].flat().join(', ');
  if (/(^|,)\s*(\*|accept-encoding)\s*(,|$)/i.test(named)) return;
  response.setHeader('vary', named === '' ? 'Accept-Encoding' : `${named}, Accept-Encoding`);
}

function acceptsGzip({ headers }: IncomingMessage): boolean {
  const weights = new Map<string, number>();
  for (const part of String(headers['accept-encoding'] ?? '').split(',')) {
    const [name = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase());
    const weight = parameters.find((one) => one.startsWith('q='));
    weights.set(name, weight === undefined ? 1 : Number(weight.slice(2)));
  }
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}

/** Bytes of what is given to `end`, which is the whole answer if nothing was written before. */
function sizeOf([chunk, encoding]: Written): number {
  if (typeof chunk === 'string') {
    return Buffer.byteLength(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8');
  }
  return chunk instanceof Uint8Array ? chunk.length : 0;
}

/** In each of the forms that `writeHead` takes. */
function headersOf(headers: unknown): readonly Header[] {
  if (!Array.isArray(headers))
    return Object.entries((headers ?? {}) as OutgoingHttpHeaders) as unknown as Header[];
  if (Array.isArray(headers[0])) return headers as Header[];
  const pairs: Header[] = [];
  for (let index = 0; index < headers.length; index += 2) pairs.push([headers[index], headers[index + 1]]);
  return pairs;
}
