import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import tls from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServerIdentity } from '#demo-cluster/tls/authority.ts';
import { splitFirstWrite } from './first-write.ts';

/** Of a TLS record that holds data. RFC 8446, section 5.1. */
const APPLICATION_DATA = 23;
const RECORD_HEAD_BYTES = 5;
/** What Node's buffer for encrypted output holds before it grows. */
const FIRST_BUFFER_BYTES = 1024;

let server: tls.Server;
let ca: string;

beforeAll(async () => {
  const { caPem, keyPem, certPem } = await createServerIdentity(Date.now());
  ca = caPem;
  server = tls.createServer({ key: keyPem, cert: certPem }, (socket) => socket.pipe(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

/** Writes texts to a server that sends them back. */
async function echo(texts: readonly string[]): Promise<{ answer: string; records: readonly number[] }> {
  const { port } = server.address() as AddressInfo;
  const wire: Buffer[] = [];
  const proxy = net.createServer((client) => {
    client.on('data', (bytes) => wire.push(bytes));
    client.pipe(net.connect(port, '127.0.0.1')).pipe(client);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const socket = tls.connect({ port: (proxy.address() as AddressInfo).port, host: '127.0.0.1', ca });
  splitFirstWrite(socket);
  for (const text of texts) socket.write(text, 'latin1');
  const wanted = texts.join('').length;
  let answer = '';
  for await (const piece of socket) {
    answer += piece.toString('latin1');
    if (answer.length >= wanted) break;
  }
  proxy.close();
  return { answer, records: recordsOf(Buffer.concat(wire)) };
}

/** Bytes of each record with data, its head included. */
function recordsOf(wire: Buffer): number[] {
  const records: number[] = [];
  for (let at = 0; at < wire.length; ) {
    const bytes = RECORD_HEAD_BYTES + wire.readUInt16BE(at + 3);
    if (wire[at] === APPLICATION_DATA) records.push(bytes);
    at += bytes;
  }
  return records;
}

test('a long request leaves in records that the first buffer holds, and arrives whole', async () => {
  const request = 'GET /exec?command='.padEnd(5_000, 'abcdefgh');
  const { answer, records } = await echo([request]);
  expect(answer).toBe(request);
  expect(records.length).toBeGreaterThan(5);
  expect(Math.max(...records)).toBeLessThanOrEqual(FIRST_BUFFER_BYTES);
});

test('what follows the request is not split', async () => {
  const { answer, records } = await echo(['request', 'x'.repeat(10_000)]);
  expect(answer).toBe(`request${'x'.repeat(10_000)}`);
  expect(Math.max(...records)).toBeGreaterThan(10_000);
});

test('texts of any length arrive whole and in order', async () => {
  const text = fc.string({
    unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
    minLength: 1,
    maxLength: 3_000,
    size: 'max',
  });
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 4 }), async (texts) => {
      expect((await echo(texts)).answer).toBe(texts.join(''));
    }),
    { numRuns: 20 },
  );
});

test('a connection that fails reports it to the writer', async () => {
  const unused = net.createServer().listen(0, '127.0.0.1');
  await once(unused, 'listening');
  const { port } = unused.address() as AddressInfo;
  await new Promise((resolve) => unused.close(resolve));
  const socket = tls.connect({ port, host: '127.0.0.1' });
  splitFirstWrite(socket);
  socket.on('error', () => {});
  const error = await new Promise((resolve) => socket.write('x'.repeat(3_000), resolve));
  expect(error).toMatchObject({ code: 'ERR_SOCKET_CLOSED_BEFORE_CONNECTION' });
});
