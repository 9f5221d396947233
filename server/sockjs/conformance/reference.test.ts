/** The same bytes as sockjs-node, the reference server, which passes the newest edition of the protocol suite. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createReference } from 'sockjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawRequest, rawStream } from '../testing/raw-http.ts';
import { sessionUrl, suiteServer } from '../testing/suite-server.ts';

const ours = suiteServer();
let reference: Server;
beforeAll(async () => {
  const service = createReference({ sockjs_url: '/sockjs.min.js', log() {} });
  service.on('connection', () => {});
  reference = createServer();
  service.installHandlers(reference, { prefix: '/echo' });
  await new Promise<void>((resolve) => reference.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  reference.closeAllConnections();
  reference.close();
});

const ports = () => [(reference.address() as AddressInfo).port, ours.port];

describe('as in the reference server', () => {
  test('the iframe page is the same', async () => {
    const [theirs, own] = await Promise.all(
      ports().map((port) => rawRequest(port, 'GET', '/echo/iframe.html')),
    );
    expect(own?.body).toBe(theirs?.body);
    expect(own?.headers.get('content-type')).toBe(theirs?.headers.get('content-type'));
  });

  test('an event stream has the same type and the same first bytes', async () => {
    const streams = await Promise.all(
      ports().map((port) => rawStream(port, 'GET', `${sessionUrl()}/eventsource`)),
    );
    const seen = await Promise.all(
      streams.map(async ({ head, stream }) => {
        let text = '';
        while (!text.includes('data: o\r\n\r\n')) text += await stream.readChunk();
        stream.close();
        return { type: head.headers.get('content-type'), text };
      }),
    );
    expect(seen[0]).toEqual({ type: 'text/event-stream', text: '\r\ndata: o\r\n\r\n' });
    expect(seen[1]).toEqual(seen[0]);
  });
});
