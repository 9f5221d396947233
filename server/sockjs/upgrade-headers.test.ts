/** The application's own headers in answers to upgrades. */

import { expect, onTestFinished, test } from 'vitest';
import { serveSockJs } from './test-server/serve.ts';
import { echo } from './test-server/services.ts';
import { RawHttp } from './testing/raw-http.ts';

const HANDSHAKE = {
  Upgrade: 'websocket',
  Connection: 'Upgrade',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'x3JJHMbDL1EzLkh9GBhXDw==',
};

test.each([
  ['accepted', 101, '/s/0/0/websocket'],
  ['refused', 404, '/s/0/0/xhr'],
])('are in the answer to an upgrade that is %s', async (_, status, path) => {
  const served = await serveSockJs(
    [
      {
        prefix: '/s',
        heartbeatMs: 25_000,
        onConnection: echo,
        upgradeHeaders: (request) => ({ 'X-Answer-To': String(request.headers['x-name']) }),
      },
    ],
    0,
  );
  onTestFinished(() => served.dispose());
  const client = await RawHttp.open(served.port);
  client.send('GET', path, { headers: { ...HANDSHAKE, 'X-Name': 'first' } });
  const head = await client.readHead();
  expect([head.status, head.headers.get('x-answer-to')]).toEqual([status, 'first']);
  client.close();
});
