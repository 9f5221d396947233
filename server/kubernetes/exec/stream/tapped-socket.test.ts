import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Access } from '#server/kubernetes/client/credentials/credentials.ts';
import { TappedSocket, type TappedSocketListener } from './tapped-socket.ts';

let server: WebSocketServer | undefined;

afterEach(() => {
  for (const client of server?.clients ?? []) client.terminate();
  server?.close();
});

/** A WebSocket server on loopback; `asked` resolves with its first connection. */
async function listen(): Promise<{
  port: number;
  asked: Promise<{ url: string; send(bytes: Buffer): void; received: Buffer[] }>;
}> {
  const listening = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server = listening;
  await once(listening, 'listening');
  const asked = once(listening, 'connection').then(([socket, request]) => {
    const received: Buffer[] = [];
    socket.on('message', (bytes: Buffer) => received.push(bytes));
    return {
      url: (request as http.IncomingMessage).url ?? '',
      send: (bytes: Buffer) => socket.send(bytes),
      received,
    };
  });
  return { port: (listening.address() as AddressInfo).port, asked };
}

function accessTo(url: string): Access {
  const agent = new http.Agent();
  return {
    server: url,
    headers: {},
    proxy: undefined,
    systemAuthorities: false,
    print: '',
    requestAgent: agent,
    streamAgent: agent,
    streamMemory: Buffer.alloc(4096),
  };
}

/** What comes of a socket. */
class Heard implements TappedSocketListener {
  output = '';
  readonly #open = Promise.withResolvers<void>();
  readonly #message = Promise.withResolvers<string>();

  get opened(): Promise<void> {
    return this.#open.promise;
  }

  get message(): Promise<string> {
    return this.#message.promise;
  }

  onOpen(): void {
    this.#open.resolve();
  }

  onOutput(bytes: Buffer): void {
    this.output += bytes.toString();
  }

  onMessage(frame: Buffer): void {
    this.#message.resolve(frame.toString());
  }

  onPong(): void {}

  onUnexpectedResponse(): void {}

  onError(error: Error): void {
    this.#open.reject(error);
  }

  onClose(): void {}
}

const ROOT = { path: '/', protocols: [], headers: {} };

test.each(['', '/', '/k8s/clusters/one'])('the path is appended to that of the address, %j', async (path) => {
  const { port, asked } = await listen();
  const heard = new Heard();
  const wanted = { ...ROOT, path: '/api/v1?a=b' };
  const socket = new TappedSocket(accessTo(`http://127.0.0.1:${port}${path}`), wanted, heard);
  await heard.opened;
  expect((await asked).url).toBe(`${path.replace(/\/$/, '')}/api/v1?a=b`);
  socket.terminate();
});

test('output goes to the callback once, other channels are messages', async () => {
  const { port, asked } = await listen();
  const heard = new Heard();
  const socket = new TappedSocket(accessTo(`http://127.0.0.1:${port}`), ROOT, heard);
  const peer = await asked;
  peer.send(Buffer.from('\x01out'));
  peer.send(Buffer.from('\x02err'));
  peer.send(Buffer.from('\x03status'));
  expect(await heard.message).toBe('\x03status');
  expect(heard.output).toBe('outerr');
  socket.terminate();
});

test('keys arrive in order with what the library sends, which takes them while the socket is busy', async () => {
  const { port, asked } = await listen();
  const heard = new Heard();
  const socket = new TappedSocket(accessTo(`http://127.0.0.1:${port}`), ROOT, heard);
  expect(socket.sendKey(Buffer.from('early'))).toBe(false);
  await heard.opened;
  const peer = await asked;
  const paste = Buffer.alloc(20 * 1024 * 1024, 'p');
  expect(socket.sendKey(Buffer.from('\0a'))).toBe(true);
  socket.send(paste);
  expect(socket.sendKey(Buffer.from('\0b'))).toBe(false);
  socket.send(Buffer.from('\0b'));
  await vi.waitUntil(() => peer.received.length === 3);
  expect(peer.received[0]).toEqual(Buffer.from('\0a'));
  expect(peer.received[1]?.equals(paste)).toBe(true);
  expect(peer.received[2]).toEqual(Buffer.from('\0b'));
  socket.terminate();
  expect(socket.sendKey(Buffer.from('late'))).toBe(false);
});
