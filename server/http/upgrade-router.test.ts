import { once } from 'node:events';
import { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { queryObjects } from 'node:v8';
import { expect, test } from 'vitest';
import { UPGRADE_HEADERS } from './testing/raw-request.ts';
import { serverOfTest } from './testing/server-of-test.ts';

test('a connection does not keep the request that it began with', async () => {
  let request: WeakRef<IncomingMessage> | undefined;
  const { port } = await serverOfTest({
    pages: {
      handleRequest: async () => {},
      handleUpgrade(upgraded, socket) {
        request = new WeakRef(upgraded);
        socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
        return true;
      },
    },
  });
  const client = connect(port, '127.0.0.1');
  client.write(['GET / HTTP/1.1', 'Host: 127.0.0.1', ...UPGRADE_HEADERS, '', ''].join('\r\n'));
  expect(String(await once(client, 'data'))).toContain(' 101 ');
  expect(request).toBeDefined();
  const isKept = () => {
    // It collects garbage before it counts.
    queryObjects(IncomingMessage, { format: 'count' });
    return request?.deref() !== undefined;
  };
  await expect.poll(isKept).toBe(false);
  client.destroy();
});
