/** The page's connection with the real sockjs-client and the real server. */

import { afterEach, expect, test, vi } from 'vitest';
import type { SockJsOptions } from '#server/sockjs/options.ts';
import { type ServedSockJs, serveSockJs } from '#server/sockjs/test-server/serve.ts';
import { echo } from '#server/sockjs/test-server/services.ts';
import { askEndpoint, knownEndpoint } from './known-endpoint.ts';
import type { TerminalSocket } from './ports.ts';
import { createSockJsOpener } from './sockjs-socket.ts';

/** Hides a part of the client, as a version with other internals would. */
const hidden = vi.hoisted(() => ({ name: '' }));

vi.mock('sockjs-client', async (importOriginal) => {
  const { default: SockJS } = await importOriginal<{ default: typeof import('sockjs-client') }>();
  // Seen from outside only: the client itself needs it.
  const hiding = {
    get: (socket: WebSocket, name: string | symbol) => {
      const value: unknown = name === hidden.name ? undefined : Reflect.get(socket, name);
      return typeof value === 'function' ? value.bind(socket) : value;
    },
    set: (socket: WebSocket, name: string | symbol, value: unknown) => Reflect.set(socket, name, value),
  };
  return {
    default: new Proxy(SockJS, {
      construct: (Client, options: ConstructorParameters<typeof SockJS>) =>
        new Proxy(new Client(...options), hiding),
    }),
  };
});

let served: ServedSockJs;
let asked: string[];

afterEach(() => {
  hidden.name = '';
  return served.dispose();
});

/** @returns the path of a new endpoint */
async function serve(options: Partial<SockJsOptions> = {}, port = 0): Promise<string> {
  served = await serveSockJs([{ prefix: '/s', heartbeatMs: 1_000, onConnection: echo, ...options }], port);
  asked = [];
  served.http.prependListener('request', ({ url }) => asked.push(url ?? ''));
  return `http://127.0.0.1:${served.port}/s`;
}

/** Connects, and resolves with what the first echo says or why there was no connection. */
function echoOnce(prefix: string): Promise<{ readonly text: string; readonly transport: string }> {
  return new Promise((resolve) => {
    const open = createSockJsOpener(prefix);
    const socket: TerminalSocket = open(
      {
        onOpen: () => socket.send('hello'),
        onMessage: (text) => {
          resolve({ text, transport: socket.transport() });
          socket.close();
        },
        onHeartbeat: () => {},
        onClose: (code) => resolve({ text: String(code), transport: '' }),
      },
      undefined,
    );
  });
}

const infoRequests = () => asked.filter((url) => url.includes('/info')).length;

test('asks the endpoint what it is like before it connects', async () => {
  const prefix = await serve();
  expect(await echoOnce(prefix)).toEqual({ text: 'hello', transport: 'websocket' });
  expect(infoRequests()).toBe(1);
});

test('connects at once if the endpoint was asked ahead, each time', async () => {
  const prefix = await serve();
  await askEndpoint(prefix);
  await askEndpoint(prefix);
  for (let time = 0; time < 2; time += 1)
    expect(await echoOnce(prefix)).toEqual({ text: 'hello', transport: 'websocket' });
  expect(infoRequests()).toBe(1);
});

test.each(['_ir', '_receiveInfo'])(
  'a client without %s asks the endpoint, although that was asked ahead',
  async (name) => {
    const prefix = await serve();
    await askEndpoint(prefix);
    hidden.name = name;
    expect(await echoOnce(prefix)).toEqual({ text: 'hello', transport: 'websocket' });
    expect(infoRequests()).toBe(2);
  },
);

test('an endpoint without WebSockets is known as such', async () => {
  const prefix = await serve({ websocket: false });
  await askEndpoint(prefix);
  expect(await echoOnce(prefix)).toEqual({ text: 'hello', transport: 'xhr-streaming' });
  expect(infoRequests()).toBe(1);
});

test('a WebSocket that fails although the endpoint promised one is made up for', async () => {
  const prefix = await serve();
  await askEndpoint(prefix);
  served.http.removeAllListeners('upgrade');
  served.http.on('upgrade', (_request, socket) => socket.destroy());
  expect(await echoOnce(prefix)).toEqual({ text: 'hello', transport: 'xhr-streaming' });
});

test('after a connection that failed, what was known is asked for again', async () => {
  const prefix = await serve();
  await askEndpoint(prefix);
  await served.dispose();
  expect(await echoOnce(prefix)).toMatchObject({ transport: '' });
  expect(knownEndpoint(prefix)).toBeUndefined();
  await serve({}, Number(new URL(prefix).port));
  expect(await echoOnce(prefix)).toEqual({ text: 'hello', transport: 'websocket' });
  expect(infoRequests()).toBe(1);
});

test('a connection that the page gives up says nothing about the endpoint', async () => {
  const prefix = await serve();
  await askEndpoint(prefix);
  const begun = new Promise<void>((resolve) => served.http.prependListener('upgrade', () => resolve()));
  const ignore = () => {};
  const listener = { onOpen: ignore, onMessage: ignore, onHeartbeat: ignore, onClose: ignore };
  const socket = createSockJsOpener(prefix)(listener, undefined);
  await begun;
  socket.close();
  // The client says later that it has closed, but not as late as the end of another connection.
  for (let time = 0; time < 2; time += 1) await echoOnce(prefix);
  expect(infoRequests()).toBe(1);
});

test('an endpoint that refuses to answer stays unknown', async () => {
  const prefix = await serve();
  await askEndpoint(`${prefix}/none`);
  expect(knownEndpoint(`${prefix}/none`)).toBeUndefined();
  await served.dispose();
  await askEndpoint(prefix);
  expect(knownEndpoint(prefix)).toBeUndefined();
});
