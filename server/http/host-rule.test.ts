import { describe, expect, test } from 'vitest';
import { isServedHost } from './host-rule.ts';

const LOOPBACK = { host: '127.0.0.1', allowedHosts: ['podshell.example.com'] };

describe('served', () => {
  test.each([
    '127.0.0.1',
    '127.0.0.1:3000',
    'localhost',
    'LocalHost:8080',
    'localhost.:80',
    '[::1]',
    '[::1]:3000',
    'podshell.example.com',
    'PODSHELL.example.com:443',
    'podshell.example.com.',
  ])('%s', (host) => {
    expect(isServedHost([host], LOOPBACK)).toBe(true);
  });
});

describe('refused', () => {
  test.each([
    'evil.example.com',
    'evil.example.com:3000',
    '127.0.0.1.evil.example.com',
    'localhost.evil.example.com',
    'podshell.example.com.evil.com',
    'x.podshell.example.com',
    '127.0.0.1@evil.example.com',
    'evil.example.com#127.0.0.1',
    'localhost:abc',
    'localhost:1:2',
    'localhost, evil.example.com',
    '::1',
    '[::2]',
    '0.0.0.0',
    '192.168.1.4',
    '2130706433',
    ' ',
    '',
  ])('%j', (host) => {
    expect(isServedHost([host], LOOPBACK)).toBe(false);
  });

  test('no Host, or two', () => {
    expect(isServedHost([], LOOPBACK)).toBe(false);
    expect(isServedHost(['localhost', 'localhost'], LOOPBACK)).toBe(false);
  });
});

test('the listen address is accepted, except for a wildcard', () => {
  expect(isServedHost(['10.0.0.5:3000'], { host: '10.0.0.5', allowedHosts: [] })).toBe(true);
  expect(isServedHost(['[fd00::5]'], { host: 'fd00::5', allowedHosts: [] })).toBe(true);
  expect(isServedHost(['0.0.0.0'], { host: '0.0.0.0', allowedHosts: [] })).toBe(false);
  expect(isServedHost(['[::]'], { host: '::', allowedHosts: [] })).toBe(false);
});
