/**
 * A server on loopback that answers as S3 does: signatures, multipart uploads with their smallest part, lists in pages,
 * ranges, aborted uploads. It can be told to fail. The npm package that is tried as well knows neither aborts nor part sizes.
 */

import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { S3Keys } from '#server/config/recording/s3-keys.ts';
import { signatureError } from './s3-signature.ts';

export const KEYS: S3Keys = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'very-secret/key+1',
  sessionToken: 'session-secret',
};

export const BUCKET = 'recordings';

/** What happens to a request. */
export type S3Fault =
  /** No answer, ever. */
  | { readonly kind: 'stall' }
  /** The connection is cut, before the request counts or after it. */
  | { readonly kind: 'cut'; readonly after?: boolean }
  | { readonly kind: 'error'; readonly status: number; readonly code: string }
  /** A success whose body is an error. */
  | { readonly kind: 'late-error'; readonly code: string };

interface Reply {
  readonly status: number;
  readonly body: string | Buffer;
  readonly headers: Record<string, string>;
}

interface Upload {
  readonly key: string;
  readonly parts: Map<number, Buffer>;
}

const SMALLEST_PART = 5 * 1024 * 1024;

export class S3Server {
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, Upload>();
  /** `METHOD key?query` of each request that got an answer. */
  readonly log: string[] = [];
  /** Asked for each request. */
  fault: (request: string) => S3Fault | undefined = () => undefined;
  pageSize = 1000;
  /** Those that it takes. */
  keys = KEYS;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(): Promise<S3Server> {
    const server = new S3Server();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Cuts every connection. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.cut();
    if (this.#server.listening) await once(this.#server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request).catch(() => undefined);
    if (body === undefined) return;
    const url = new URL(request.url ?? '/', 'http://host');
    const [, bucket = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
    const key = rest.join('/');
    const name = `${request.method} ${key}${url.search}`;
    const fault = this.fault(name);
    if (fault?.kind === 'stall') return;
    if (fault?.kind === 'cut' && fault.after !== true) {
      request.socket.destroy();
      return;
    }
    const reply = faultyReply(fault) ?? this.#checked(request, url.searchParams, bucket, key, body);
    this.log.push(name);
    if (fault?.kind === 'cut') {
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status, reply.headers);
    response.end(reply.body);
  }

  #checked(
    request: IncomingMessage,
    query: URLSearchParams,
    bucket: string,
    key: string,
    body: Buffer,
  ): Reply {
    const refused = signatureError(request, body, this.keys) ?? md5Error(request, body);
    if (refused !== undefined) return failure(403, refused);
    if (bucket !== BUCKET) return failure(404, 'NoSuchBucket');
    return this.#answer(request, query, key, body);
  }

  #answer({ method, headers }: IncomingMessage, query: URLSearchParams, key: string, body: Buffer): Reply {
    const uploadId = query.get('uploadId');
    if (uploadId !== null) return this.#upload(method, uploadId, query, body);
    if (method === 'POST' && query.has('uploads')) {
      const id = randomUUID();
      this.uploads.set(id, { key, parts: new Map() });
      return reply(
        200,
        `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    if (method === 'GET' && key === '') return this.#list(query);
    if (method === 'PUT') {
      this.objects.set(key, body);
      return reply(200, '', { etag: tagOf(body) });
    }
    if (method === 'DELETE') {
      this.objects.delete(key);
      return reply(204, '');
    }
    const object = this.objects.get(key);
    if (object === undefined) return failure(404, method === 'HEAD' ? '' : 'NoSuchKey');
    if (method === 'HEAD') return reply(200, '', { 'content-length': String(object.length) });
    const [, from = '', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
    if (from === '') return reply(200, object);
    const part = object.subarray(Number(from), to === '' ? undefined : Number(to) + 1);
    if (part.length === 0) return failure(416, 'InvalidRange');
    const range = `bytes ${from}-${Number(from) + part.length - 1}/${object.length}`;
    return reply(206, part, { 'content-range': range });
  }

  #upload(method: string | undefined, id: string, query: URLSearchParams, body: Buffer): Reply {
    const upload = this.uploads.get(id);
    if (upload === undefined) return failure(404, 'NoSuchUpload');
    if (method === 'PUT') {
      upload.parts.set(Number(query.get('partNumber')), body);
      return reply(200, '', { etag: tagOf(body) });
    }
    if (method === 'DELETE') {
      this.uploads.delete(id);
      return reply(204, '');
    }
    const xml = body.toString();
    const wanted = [...xml.matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]+)<\/ETag>/g)];
    const parts = wanted.map(([, number, tag]) => ({ part: upload.parts.get(Number(number)), tag }));
    const isKnown = parts.every(
      ({ part, tag }) => part !== undefined && tagOf(part) === tag?.replaceAll('&quot;', '"'),
    );
    if (parts.length === 0 || !isKnown) return failure(400, 'InvalidPart');
    const bodies = parts.map(({ part }) => part ?? Buffer.alloc(0));
    if (bodies.slice(0, -1).some(({ length }) => length < SMALLEST_PART))
      return failure(400, 'EntityTooSmall');
    this.objects.set(upload.key, Buffer.concat(bodies));
    this.uploads.delete(id);
    return reply(200, '<CompleteMultipartUploadResult></CompleteMultipartUploadResult>');
  }

  #list(query: URLSearchParams): Reply {
    const prefix = query.get('prefix') ?? '';
    const entries = new Set<string>();
    for (const key of [...this.objects.keys()].filter((name) => name.startsWith(prefix)).sort()) {
      const slash = key.indexOf('/', prefix.length);
      entries.add(slash === -1 ? key : key.slice(0, slash + 1));
    }
    const after = query.get('continuation-token') ?? '';
    const left = [...entries].filter((entry) => entry > after);
    const page = left.slice(0, this.pageSize);
    const isTruncated = left.length > page.length;
    const xml = page.map((entry) =>
      entry.endsWith('/')
        ? `<CommonPrefixes><Prefix>${escaped(entry)}</Prefix></CommonPrefixes>`
        : `<Contents><Key>${escaped(entry)}</Key><Size>1</Size></Contents>`,
    );
    const token = isTruncated
      ? `<NextContinuationToken>${escaped(page.at(-1) ?? '')}</NextContinuationToken>`
      : '';
    return reply(
      200,
      `<?xml version="1.0"?>\n<ListBucketResult><Name>${BUCKET}</Name><Prefix>${escaped(prefix)}</Prefix><IsTruncated>${isTruncated}</IsTruncated>${xml.join('')}${token}</ListBucketResult>`,
    );
  }
}

function md5Error({ headers }: IncomingMessage, body: Buffer): string | undefined {
  const sent = headers['content-md5'];
  const isRight = sent === undefined || sent === createHash('md5').update(body).digest('base64');
  return isRight ? undefined : 'BadDigest';
}

function tagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function errorXml(code: string): string {
  return `<?xml version="1.0"?>\n<Error><Code>${code}</Code><Message>${KEYS.accessKeyId} ${KEYS.secretAccessKey}</Message></Error>`;
}

function faultyReply(fault: S3Fault | undefined): Reply | undefined {
  if (fault?.kind === 'error') return failure(fault.status, fault.code);
  return fault?.kind === 'late-error' ? reply(200, errorXml(fault.code)) : undefined;
}

function failure(status: number, code: string): Reply {
  return reply(status, code === '' ? '' : errorXml(code));
}

function reply(status: number, body: string | Buffer, headers: Record<string, string> = {}): Reply {
  return { status, body, headers };
}
