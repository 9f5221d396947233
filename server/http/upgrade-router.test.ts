import { once } from 'node:events';
import { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { queryObjects } from 'node:v8';
import { expect, test } from 'vitest';
import { UPGRADE_HEADERS } from './testing/raw-request.ts';
import { serverOfTest } from './testing/server-of-test.ts';

test('a connection does not keep the request that it began with', async () => {
  const { port } = await serverOfTest({
    pages: {
      handleRequest: async () => {},
      handleUpgrade(_request, socket) {
        socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
        return true;
      },
    },
  });
  const client = connect(port, '127.0.0.1');
  client.write(['GET / HTTP/1.1', 'Host: 127.0.0.1', ...UPGRADE_HEADERS, '', ''].join('\r\n'));
  expect(String(await once(client, 'data'))).toContain(' 101 ');
  await expect.poll(() => queryObjects(IncomingMessage, { format: 'count' }), { timeout: 10_000 }).toBe(0);
  client.destroy();
});
