/** The application's own fields in log lines about its connections. */

import { expect, onTestFinished, test, vi } from 'vitest';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { serveSockJs } from './test-server/serve.ts';
import { WebSocketClient } from './testing/web-socket-client.ts';

async function start() {
  const logger = new RecordingLogger();
  const served = await serveSockJs(
    [
      {
        prefix: '/s',
        heartbeatMs: 25_000,
        logger,
        authorize: (request) => request.headers['x-name'],
        logFields: (context) => ({ requestId: context }),
        onConnection: () => ({
          onMessage() {
            throw new Error('broken application');
          },
          onDrain() {},
          onClose() {},
        }),
      },
    ],
    0,
  );
  onTestFinished(() => served.dispose());
  return { logger, port: served.port };
}

const LINE = { fields: { requestId: 'r1', connectionId: expect.any(String) } };

test('are in the lines of a WebSocket', async () => {
  const { logger, port } = await start();
  const client = await WebSocketClient.open(port, '/s/0/0/websocket', { 'x-name': 'r1' });
  client.send('["x"]');
  await client.closed;
  expect(logger.of('error')).toMatchObject([LINE]);
});

test('are in the lines of an HTTP session', async () => {
  const { logger, port } = await start();
  const post = (endpoint: string, body: string) =>
    fetch(`http://127.0.0.1:${port}/s/0/1/${endpoint}`, {
      method: 'POST',
      headers: { 'x-name': 'r1' },
      body,
    });
  await (await post('xhr', '')).text();
  await post('xhr_send', '["x"]');
  await vi.waitUntil(() => logger.of('error').length > 0);
  expect(logger.of('error')).toMatchObject([LINE]);
});
