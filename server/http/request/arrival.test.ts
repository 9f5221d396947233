import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { presentedBy } from '../authenticate.ts';
import { Arrivals } from './arrival.ts';
import { clientAddressBehind } from './client-address.ts';
import { requestIdsBehind } from './request-id.ts';
import { toldByProxies } from './told-by-proxy.ts';

const FRONT = { replicaId: 'web-1-0123456789ab', requestId: '0b2f6a3e-0d3c-4e3b-9a55-5a1d6f0c8e11' };

function request(remoteAddress: string, headers: Record<string, string[]> = {}): IncomingMessage {
  return { socket: { remoteAddress }, headersDistinct: headers } as unknown as IncomingMessage;
}

test('a request that nobody has passed on comes from its socket', () => {
  expect(new Arrivals().of(request('192.0.2.1'))).toEqual({ peer: '192.0.2.1' });
});

test('one that was passed on has the word of its front, and its own socket counts for nothing', () => {
  const arrivals = new Arrivals();
  const told = {
    'x-forwarded-for': ['203.0.113.9'],
    'x-forwarded-host': ['podshell.example.com'],
    'x-request-id': ['11111111111111111111111111111111'],
  };
  const proxies = ['10.0.0.0/8'];
  const clientAddress = clientAddressBehind(proxies, arrivals.of);
  const requestIdOf = requestIdsBehind(proxies, arrivals.of);
  const toldOf = toldByProxies(proxies, arrivals.of);

  const fromClient = request('10.0.0.7', told);
  arrivals.note(fromClient, { peer: '192.0.2.1', front: FRONT });
  expect(clientAddress(fromClient)).toBe('192.0.2.1');
  expect(toldOf(fromClient)).toEqual({ hosts: [], proto: undefined });
  expect(requestIdOf(fromClient)).toBe(FRONT.requestId);
  expect(presentedBy(fromClient, arrivals.of).peer).toBe('192.0.2.1');

  const fromProxy = request('192.0.2.55', told);
  arrivals.note(fromProxy, { peer: '10.1.1.1', front: FRONT });
  expect(clientAddress(fromProxy)).toBe('203.0.113.9');
  expect(toldOf(fromProxy).hosts).toEqual(['podshell.example.com']);
  expect(requestIdOf(fromProxy)).toBe(FRONT.requestId);
});
