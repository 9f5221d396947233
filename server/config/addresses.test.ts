import { expect, test } from 'vitest';
import { hostAndPort } from './addresses.ts';

test.each([
  ['127.0.0.1:9464', '127.0.0.1', 9464],
  ['[::]:0', '::', 0],
  ['[::1]:65535', '::1', 65_535],
  ['metrics.example.com:80', 'metrics.example.com', 80],
])('%s is a host and a port', (address, host, port) => {
  expect(hostAndPort(address)).toEqual({ host, port });
});

test.each([
  '',
  ':9464',
  '127.0.0.1',
  '127.0.0.1:',
  '::1:9464',
  'a b:1',
  'a:65536',
  'a:1:2',
  'http://a:1',
  '[a:1',
])('%j is none', (address) => {
  expect(hostAndPort(address)).toBeUndefined();
});
