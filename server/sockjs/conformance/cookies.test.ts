/** JSESSIONID, for sticky load balancers: "JSESSIONID cookie" of the SockJS protocol. */

import { describe, expect, test } from 'vitest';
import { rawStream } from '../testing/raw-http.ts';
import { sessionUrl, suiteServer } from '../testing/suite-server.ts';

const server = suiteServer();

const ENDPOINTS = [
  ['POST', 'xhr'],
  ['POST', 'xhr_streaming'],
  ['GET', 'eventsource'],
  ['GET', 'htmlfile?c=c'],
  ['GET', 'jsonp?c=c'],
  ['POST', 'xhr_send'],
  ['POST', 'jsonp_send'],
  ['OPTIONS', 'xhr'],
] as const;

async function cookieOf(service: string, method: string, endpoint: string, cookie?: string) {
  const headers: Record<string, string> = cookie === undefined ? {} : { Cookie: cookie };
  const { head, stream } = await rawStream(server.port, method, `${sessionUrl(service)}/${endpoint}`, {
    headers,
  });
  stream.close();
  return head.headers.get('set-cookie');
}

describe.each(ENDPOINTS)('%s %s', (method, endpoint) => {
  test('sets a dummy value if the service wants cookies', async () => {
    expect(await cookieOf('/cookie_needed_echo', method, endpoint)).toBe('JSESSIONID=dummy; path=/');
  });

  test("echoes the client's value", async () => {
    const cookie = await cookieOf('/cookie_needed_echo', method, endpoint, 'a=b; JSESSIONID=abcdef; c=d');
    expect(cookie).toBe('JSESSIONID=abcdef; path=/');
  });

  test('sets no cookie on other services', async () => {
    expect(await cookieOf('/echo', method, endpoint, 'JSESSIONID=abcdef')).toBeUndefined();
  });
});

test.each([
  'JSESSIONID=',
  'XJSESSIONID=a',
  'JSESSIONID=a"b',
  'JSESSIONID=a b',
  `JSESSIONID=${'a'.repeat(257)}`,
])('the cookie %.20s is not echoed', async (cookie) => {
  expect(await cookieOf('/cookie_needed_echo', 'POST', 'xhr', cookie)).toBe('JSESSIONID=dummy; path=/');
});
