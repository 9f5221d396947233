import { createServer, type RequestListener, request, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { compressionOf } from './compression.ts';

type Flushing = ServerResponse & { flush(): void };

const compress = compressionOf(createRequire(import.meta.url));
const TEXT = 'a line of a page\n'.repeat(200);

/** Serves one answer, compressed if that is possible. */
async function serving(answer: (response: Flushing) => void): Promise<number> {
  const listener: RequestListener = (incoming, response) => {
    compress(incoming, response);
    answer(response as Flushing);
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** What is sent, as it is sent. */
function ask(
  port: number,
  headers = { 'accept-encoding': 'gzip' } as Record<string, string>,
  method = 'GET',
) {
  return new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', method, headers }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () => resolve({ headers: answer.headers, body: Buffer.concat(pieces) }));
    });
    asked.once('error', reject).end();
  });
}

test.each([
  ['writeHead and end', (r: Flushing) => r.writeHead(200, { 'content-type': 'text/html' }).end(TEXT)],
  [
    'pairs of headers',
    (r: Flushing) => r.writeHead(200, [['content-type', 'application/json']] as never).end(Buffer.from(TEXT)),
  ],
  [
    'pieces, with a length',
    (r: Flushing) => {
      r.setHeader('content-type', 'application/manifest+json');
      r.setHeader('content-length', TEXT.length);
      r.write(TEXT.slice(0, 10), 'utf8');
      r.end(TEXT.slice(10));
    },
  ],
])('%s: the answer is compressed and means the same', async (_, answer) => {
  const { headers, body } = await ask(await serving(answer));
  expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
  expect(headers).not.toHaveProperty('content-length');
  expect(body.length).toBeLessThan(TEXT.length / 4);
  expect(gunzipSync(body).toString()).toBe(TEXT);
});

test.each([
  ['no type', {}, TEXT],
  ['a font', { 'content-type': 'font/woff2' }, TEXT],
  ['a short text', { 'content-type': 'text/html' }, 'short'],
  ['what is compressed', { 'content-type': 'text/html', 'content-encoding': 'br' }, TEXT],
  ['what must stay', { 'content-type': 'text/html', 'cache-control': 'no-store, no-transform' }, TEXT],
])('%s is sent as it is', async (_, headers, text) => {
  const port = await serving((response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(text);
  });
  const { headers: sent, body } = await ask(port);
  expect(sent['content-encoding']).toBe((headers as Record<string, string>)['content-encoding']);
  expect(body.toString()).toBe(text);
});

test.each([
  [undefined, false],
  ['', false],
  ['gzip, deflate, br', true],
  ['br;q=1.0, GZIP;q=0.5', true],
  ['br, *;q=0.1', true],
  ['*;q=0', false],
])('a client that accepts %j gets gzip: %s', async (accepted, isCompressed) => {
  const port = await serving((r) => r.writeHead(200, { 'content-type': 'text/css', vary: 'rsc' }).end(TEXT));
  const { headers, body } = await ask(port, accepted === undefined ? {} : { 'accept-encoding': accepted });
  expect(headers.vary).toBe('rsc, Accept-Encoding');
  expect(headers['content-encoding']).toBe(isCompressed ? 'gzip' : undefined);
  expect((isCompressed ? gunzipSync(body) : body).toString()).toBe(TEXT);
});

test('HEAD has the length and no body', async () => {
  const headers = { 'content-type': 'text/css', 'content-length': TEXT.length };
  const answer = await ask(await serving((r) => r.writeHead(200, headers).end()), undefined, 'HEAD');
  expect(answer.headers).toMatchObject({ 'content-length': `${TEXT.length}` });
  expect(answer.headers).not.toHaveProperty('content-encoding');
});

test('a piece of a stream arrives when it is flushed', async () => {
  let stream: Flushing | undefined;
  const port = await serving((response) => {
    stream = response.writeHead(200, { 'content-type': 'text/event-stream' }) as Flushing;
    stream.write('data: 1\n\n');
    stream.flush();
  });
  const answer = await fetch(`http://127.0.0.1:${port}`);
  expect(answer.headers.get('content-encoding')).toBe('gzip');
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe('data: 1\n\n');
  stream?.end('data: 2\n\n');
  expect((await reader?.read())?.value).toBe('data: 2\n\n');
});

test('who writes waits for a client that does not read, and compression ends with its connection', async () => {
  let written = 0;
  const outcome = vi.fn();
  const port = await serving((response) => {
    response.setHeader('content-type', 'text/plain');
    // Nothing that could be compressed.
    const pieces = function* () {
      for (;;) {
        written += 16_384;
        yield Buffer.from(crypto.getRandomValues(new Uint8Array(16_384)));
      }
    };
    pipeline(pieces, response).then(outcome, outcome);
  });
  const left = new AbortController();
  await fetch(`http://127.0.0.1:${port}`, { signal: left.signal });
  let before = -1;
  await vi.waitFor(
    () => {
      const now = written;
      const isWaiting = now === before;
      before = now;
      expect(isWaiting).toBe(true);
    },
    { interval: 100 },
  );
  expect(written).toBeLessThan(32e6);
  left.abort();
  await vi.waitFor(() => expect(outcome).toHaveBeenCalled());
});

test('whatever is written in pieces is what arrives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.string({ maxLength: 4000 }), fc.boolean())), async (pieces) => {
      const port = await serving((response) => {
        response.setHeader('content-type', 'text/plain; charset=utf-8');
        for (const [text, isFlushed] of pieces) {
          response.write(text);
          if (isFlushed) response.flush();
        }
        response.end();
        response.end();
      });
      const answer = await fetch(`http://127.0.0.1:${port}`);
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(
        Buffer.from(pieces.map(([text]) => text).join('')),
      );
    }),
    { numRuns: 30 },
  );
});
