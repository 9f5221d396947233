/** sockjs-client against this server, on all transports that work in Node. */

import SockJS from 'sockjs-client';
import { afterEach, describe, expect, test } from 'vitest';
import type { SockJsOptions } from './options.ts';
import { type ServedSockJs, serveSockJs } from './test-server/serve.ts';
import { echo } from './test-server/services.ts';

let served: ServedSockJs;

afterEach(() => served.dispose());

/** Opens a client on one transport. Tests await its messages one by one. */
async function open(transport: string, options: Partial<SockJsOptions> = {}) {
  served = await serveSockJs([{ prefix: '/s', heartbeatMs: 1_000, onConnection: echo, ...options }], 0);
  const client = new SockJS(`http://127.0.0.1:${served.port}/s`, null, { transports: [transport] });
  const messages: string[] = [];
  let wake = () => {};
  client.onmessage = ({ data }) => {
    messages.push(data);
    wake();
  };
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    client.onclose = ({ code, reason }) => resolve({ code, reason });
  });
  await new Promise<void>((resolve, reject) => {
    client.onopen = () => resolve();
    void closed.then(({ code, reason }) => reject(new Error(`${code} ${reason}`)));
  });
  const next = async () => {
    while (messages.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return messages.shift();
  };
  return { client, closed, next };
}

describe.each(['websocket', 'xhr-streaming', 'eventsource', 'xhr-polling'])(
  'sockjs-client over %s',
  (transport) => {
    test('gets its messages back in order, whatever the characters', async () => {
      const { client, next } = await open(transport);
      const texts = ['a', '', '日本語 🙂 é', '\u0000\n\r"\\', '\u2028\uffff', '</script>', '100%'];
      for (const text of texts) client.send(text);
      for (const text of texts) expect(await next()).toBe(text);
      client.close();
    });

    test('gets a paste of 1 MB back, whole and in pieces', async () => {
      const { client, next } = await open(transport);
      const paste = 'line é 🙂 "quoted"\r\n'.repeat(40_000);
      client.send(paste);
      expect(await next()).toBe(paste);
      const pieces = Array.from({ length: 250 }, (_, index) => `${index}:${'p'.repeat(4000)}`);
      for (const piece of pieces) client.send(piece);
      for (const piece of pieces) expect(await next()).toBe(piece);
      client.close();
    });

    test('gets the close reason', async () => {
      const { client, closed } = await open(transport);
      client.send('x'.repeat(2 * 1024 * 1024));
      expect(await closed).toEqual({ code: 1009, reason: 'Message is larger than 1 MiB' });
    });
  },
);

test('sockjs-client reconnects each time its stream reaches its maximum age, and loses nothing', async () => {
  const { client, next } = await open('xhr-streaming', { heartbeatMs: 20, receiverMaxAgeMs: 40 });
  let streams = 0;
  served.http.on('request', (request) => {
    if (request.url?.endsWith('/xhr_streaming')) streams++;
  });
  for (let count = 0; streams < 5; count++) {
    client.send(String(count));
    expect(await next()).toBe(String(count));
  }
  client.close();
});
