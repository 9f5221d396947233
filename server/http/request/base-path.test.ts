import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import { rawRequest, rawUpgrade } from '../testing/raw-request.ts';
import { serverOfTest } from '../testing/server-of-test.ts';
import { echoingPages } from '../testing/test-server.ts';
import { putBasePathOn, takeBasePathOff } from './base-path.ts';

const settings = { publicUrl: 'https://portal.example.com/tools/podshell' };
const gate = { authenticate: () => Promise.reject(new PodshellError('unauthenticated', 'Sign in first.')) };

/** What the pages are asked for. */
function listeningPages() {
  const urls: (string | undefined)[] = [];
  const pages = {
    ...echoingPages,
    handleRequest(...[request, response]: Parameters<typeof echoingPages.handleRequest>) {
      urls.push(request.url);
      response.end();
      return Promise.resolve();
    },
  };
  return { urls, pages };
}

describe.each([
  ['a proxy that leaves the base path', '/tools/podshell'],
  ['a proxy that takes it off', ''],
])('behind %s', (_name, prefix) => {
  test('every handler sees the path below it', async () => {
    const { urls, pages } = listeningPages();
    const { port } = await serverOfTest({ settings, pages });
    for (const path of ['/pods?q=/tools/podshell', '/_next/static/x.js', '/api/pods']) {
      await rawRequest(port, `GET ${prefix}${path}`);
    }
    expect(urls).toEqual(['/pods?q=/tools/podshell', '/_next/static/x.js', '/api/pods']);
    expect((await rawRequest(port, `GET ${prefix}/readyz`)).status).toBe(200);
    expect((await rawRequest(port, `GET ${prefix}/ws/api/sockjs/info`)).body).toBe('sockjs');
    expect((await rawUpgrade(port, `${prefix}/ws/api/sockjs/0/a/websocket`)).status).toBe(101);
  });

  test('the page to sign in, and the way back, have it', async () => {
    const { port } = await serverOfTest({ settings, gate });
    const { headers } = await rawRequest(port, `GET ${prefix}/pods?q=a`);
    expect(headers.get('location')).toBe(
      '/tools/podshell/signin?returnTo=%2Ftools%2Fpodshell%2Fpods%3Fq%3Da',
    );
  });

  test('the checks of a path cannot be walked around', async () => {
    const { port } = await serverOfTest({ settings, gate });
    for (const path of ['/api/signin/../pods', '/_next/static/..%2f..%2fapi/pods', '/api/pods']) {
      expect((await rawRequest(port, `GET ${prefix}${path}`)).status).toBe(401);
    }
    expect((await rawRequest(port, `GET ${prefix}//evil.example/pods`)).status).toBe(400);
  });
});

test('a path beside the base path is none of its pages', async () => {
  const { urls, pages } = listeningPages();
  const { port } = await serverOfTest({ settings, pages });
  await rawRequest(port, 'GET /tools/podshells');
  expect(urls).toEqual(['/tools/podshells']);
});

test('without a base path nothing changes', () => {
  fc.assert(
    fc.property(fc.string(), (url) => {
      const request = { url };
      takeBasePathOff(request, '');
      putBasePathOn(request, '');
      expect(request.url).toBe(url);
    }),
  );
});

test.each([
  ['/', '/a'],
  ['/?q=1', '/a?q=1'],
  ['/pods', '/a/pods'],
])('Next gets %s as %s', (url, whole) => {
  const request = { url };
  putBasePathOn(request, '/a');
  expect(request.url).toBe(whole);
});
