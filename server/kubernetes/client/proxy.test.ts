import { describe, expect, test } from 'vitest';
import { proxyFromEnvironment } from './proxy.ts';

const PROXY = 'http://proxy.example:3128';

describe('the proxy of', () => {
  test.each([
    ['https://c.example', { HTTPS_PROXY: PROXY }, PROXY],
    ['https://c.example', { https_proxy: PROXY }, PROXY],
    ['https://c.example', { HTTPS_PROXY: PROXY, https_proxy: 'http://lower.example' }, PROXY],
    ['https://c.example', { HTTPS_PROXY: 'proxy.example:3128' }, PROXY],
    ['https://c.example', { HTTPS_PROXY: 'socks5://proxy.example' }, 'socks5://proxy.example'],
    ['https://c.example', { HTTP_PROXY: PROXY }, undefined],
    ['https://c.example', { HTTPS_PROXY: '' }, undefined],
    ['http://c.example', { HTTP_PROXY: PROXY }, PROXY],
    ['http://c.example', { HTTPS_PROXY: PROXY }, undefined],
    ['https://localhost:6443', { HTTPS_PROXY: PROXY }, undefined],
    ['https://127.0.0.1:6443', { HTTPS_PROXY: PROXY }, undefined],
    ['https://127.8.9.1:6443', { HTTPS_PROXY: PROXY }, undefined],
    ['https://[::1]:6443', { HTTPS_PROXY: PROXY }, undefined],
  ])('%s with %j is %s', (server, env, expected) => {
    expect(proxyFromEnvironment(server, env)).toBe(expected);
  });
});

describe('NO_PROXY', () => {
  test.each([
    ['*', 'https://c.example', true],
    ['c.example', 'https://c.example', true],
    ['C.Example', 'https://c.example', true],
    ['c.example', 'https://api.c.example:6443', true],
    ['c.example', 'https://notc.example', false],
    ['.c.example', 'https://api.c.example', true],
    ['.c.example', 'https://c.example', false],
    ['*.c.example', 'https://api.c.example', true],
    ['*.c.example', 'https://c.example', false],
    ['a.example, c.example', 'https://c.example', true],
    ['c.example:6443', 'https://c.example:6443', true],
    ['c.example:6443', 'https://c.example', false],
    ['c.example:443', 'https://c.example', true],
    ['10.0.0.1', 'https://10.0.0.1:6443', true],
    ['10.0.0.1', 'https://10.0.0.11', false],
    ['0.0.1', 'https://10.0.0.1', false],
    ['10.0.0.0/8', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://11.1.2.3', false],
    ['10.0.0.0/8', 'https://c.example', false],
    ['10.0.0.0/99', 'https://10.1.2.3', false],
    ['fd00::/8', 'https://[fd12::1]:6443', true],
    ['fd12::1', 'https://[fd12::1]:6443', true],
    ['[fd12::1]:6443', 'https://[fd12::1]:6443', true],
    ['fd00::/8', 'https://10.0.0.1', false],
    ['', 'https://c.example', false],
    [',', 'https://c.example', false],
  ])('%j for %s: direct is %s', (noProxy, server, direct) => {
    const proxy = proxyFromEnvironment(server, { HTTPS_PROXY: PROXY, NO_PROXY: noProxy });
    expect(proxy === undefined).toBe(direct);
    expect(proxyFromEnvironment(server, { HTTPS_PROXY: PROXY, no_proxy: noProxy })).toBe(proxy);
  });
});

test.each(['ftp://proxy.example', 'http://', '://'])('%j is no proxy', (value) => {
  expect(() => proxyFromEnvironment('https://c.example', { HTTPS_PROXY: value })).toThrow(
    expect.objectContaining({ fault: { kind: 'proxy-invalid' } }),
  );
});
