import { expect, test } from 'vitest';
import { ownAddress } from './own-address.ts';

const from = (host: string) => ({ headers: { host: [host] }, peer: '127.0.0.1' });

test('is the public URL, whatever the Host is', () => {
  const url = 'https://portal.example.com/tools';
  expect(ownAddress(url, from('127.0.0.1:3000'), 'http')).toBe(url);
});

test('is the loopback address of the request, with the scheme that Podshell speaks', () => {
  expect(ownAddress('', from('localhost:3000'), 'http')).toBe('http://localhost:3000');
  expect(ownAddress('', from('[::1]:3000'), 'https')).toBe('https://[::1]:3000');
});

test('is not known for another host', () => {
  expect(() => ownAddress('', from('podshell.example.com'), 'https')).toThrow('PODSHELL_PUBLIC_URL');
});
