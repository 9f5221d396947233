import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { clientAddressBehind } from './client-address.ts';

const behind = clientAddressBehind(['10.0.0.0/8', '192.0.2.7', 'fd00::/8']);

function addressOf(peer: string, ...forwarded: string[]): string {
  const headersDistinct = forwarded.length === 0 ? {} : { 'x-forwarded-for': forwarded };
  return behind({ socket: { remoteAddress: peer } as Socket, headersDistinct });
}

test.each<[string, string, string[]]>([
  ['198.51.100.1', '198.51.100.1', []],
  ['198.51.100.1', '198.51.100.1', ['203.0.113.9']],
  ['203.0.113.9', '10.1.2.3', ['203.0.113.9']],
  ['203.0.113.9', '::ffff:10.1.2.3', ['203.0.113.9']],
  ['203.0.113.9', '192.0.2.7', ['1.1.1.1, 203.0.113.9, 10.9.9.9']],
  ['203.0.113.9', '192.0.2.7', ['1.1.1.1', '203.0.113.9', '10.9.9.9']],
  ['2001:db8::1', 'fd00::2', ['2001:db8::1']],
  ['2001:db8::1', 'fd00::2', ['[2001:db8::1]:4711']],
  ['203.0.113.9', '10.1.2.3', ['203.0.113.9:4711']],
  ['10.1.2.3', '10.1.2.3', []],
  ['10.1.2.3', '10.1.2.3', ['']],
  ['10.1.2.3', '10.1.2.3', ['203.0.113.9, unknown']],
  ['10.7.7.7', '10.1.2.3', ['10.7.7.7']],
  ['192.0.2.8', '192.0.2.8', ['203.0.113.9']],
])('%s is the client when %s sends %j', (expected, peer, forwarded) => {
  expect(addressOf(peer, ...forwarded)).toBe(expected);
});

test('without trusted proxies the header counts for nothing', () => {
  const direct = clientAddressBehind([]);
  const request = {
    socket: { remoteAddress: '10.1.2.3' } as Socket,
    headersDistinct: { 'x-forwarded-for': ['1.1.1.1'] },
  };
  expect(direct(request)).toBe('10.1.2.3');
});

test.each<[string, string[]]>([
  ['203.0.113.9', ['for=203.0.113.9;proto=https']],
  ['203.0.113.9', ['for=1.1.1.1, for="203.0.113.9:4711", for=10.9.9.9']],
  ['2001:db8::1', ['For="[2001:db8::1]:4711"']],
  ['10.1.2.3', ['for=unknown']],
  ['10.1.2.3', ['for=_hidden']],
  ['10.1.2.3', ['by=203.0.113.9']],
  ['10.1.2.3', ['for=203.0.113.9;for=1.1.1.1']],
])('%s is the client when a proxy sends Forwarded: %j', (expected, forwarded) => {
  const socket = { remoteAddress: '10.1.2.3' } as Socket;
  expect(behind({ socket, headersDistinct: { forwarded } })).toBe(expected);
  // Whoever writes the one may pass a client's other on.
  const both = { forwarded, 'x-forwarded-for': ['198.51.100.1'] };
  expect(behind({ socket, headersDistinct: both })).toBe('198.51.100.1');
});
