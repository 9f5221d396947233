/** `jsonp` and `htmlfile` are off unless the host asks for them. The protocol suite's services do. */

import { expect, test } from 'vitest';
import { echo } from '../test-server/services.ts';
import { rawRequest } from '../testing/raw-http.ts';
import { suiteServer } from '../testing/suite-server.ts';
import { XhrClient } from '../testing/xhr-client.ts';

const server = suiteServer([{ prefix: '/s', heartbeatMs: 25_000, onConnection: echo }]);

test.each([
  ['GET', '/s/0/0/jsonp?c=callback'],
  ['GET', '/s/0/0/htmlfile?c=callback'],
  ['POST', '/s/0/0/jsonp_send'],
  ['OPTIONS', '/s/0/0/jsonp'],
  ['DELETE', '/s/0/0/htmlfile'],
])('%s %s gets 404', async (method, target) => {
  const response = await rawRequest(server.port, method, target);
  expect(response.status).toBe(404);
  expect(response.body).not.toContain('callback');
});

test('they cannot reach a session of another transport', async () => {
  const client = new XhrClient(server.port, '/s/0/shared');
  expect(await client.frame()).toBe('o\n');
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const sent = await rawRequest(server.port, 'POST', '/s/0/shared/jsonp_send', {
    headers: type,
    body: 'd=%5B%22x%22%5D',
  });
  expect(sent.status).toBe(404);
});
