import { describe, expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import { localCaller } from '#server/testing/callers.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import type { Gate } from './ports.ts';
import { rawRequest, rawUpgrade } from './testing/raw-request.ts';
import { serverOfTest } from './testing/server-of-test.ts';
import { echoingPages } from './testing/test-server.ts';

const HOST = 'Host: 127.0.0.1';
const SOCKJS = '/ws/api/sockjs';

const refusing = (code: 'unauthenticated' | 'sign-in-unavailable' = 'unauthenticated'): Gate => ({
  authenticate: () => Promise.reject(new PodshellError(code, 'Sign in first.')),
});
const throwing: Gate = {
  authenticate() {
    throw new Error('our fault');
  },
};
const hanging: Gate = { authenticate: () => new Promise(() => {}) };

const TIMEOUTS = { headers: 20_000, request: 20_000, keepAlive: 20_000, authentication: 50 };

describe('without a sign-in', () => {
  test.each([
    'GET /api/pods',
    'GET /api/nope',
    'POST /api/signout',
    'GET /api/signinx',
    'GET /api/me',
    `GET ${SOCKJS}/info`,
    `POST ${SOCKJS}/000/abc/xhr`,
    `OPTIONS ${SOCKJS}/000/abc/xhr`,
    'POST /pods',
    'GET /_next/data/x.json',
    'GET /_next/image?url=x',
    // Written so that who reads it next may take it for an open path.
    'GET /api/signin/../pods',
    'GET /api/%73ignin/../pods',
    'GET /_next/static/../../api/pods',
    'GET /api/signin/%2e%2e/pods',
    'GET /_next/static/..%2f..%2fapi/pods',
    'POST /api//signin',
    'POST /api/signin/.',
  ])('%s answers 401', async (line) => {
    const { port } = await serverOfTest({ gate: refusing() });
    const answer = await rawRequest(port, line, [HOST, 'Content-Length: 0']);
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'unauthenticated' });
  });

  test.each([
    ['/', '%2F'],
    ['/pods?namespace=team-a&q=a?b', '%2Fpods%3Fnamespace%3Dteam-a%26q%3Da%253Fb'],
    ['/shell/team-a/debian?container=app', '%2Fshell%2Fteam-a%2Fdebian%3Fcontainer%3Dapp'],
    ['/pods?_rsc=1abc', '%2Fpods'],
    ['/signin/', '%2Fsignin%2F'],
    ['/nope', '%2Fnope'],
  ])('the page %s leads to the sign-in, and back', async (path, returnTo) => {
    const { port } = await serverOfTest({ gate: refusing() });
    const { status, headers } = await rawRequest(port, `GET ${path}`);
    expect(status).toBe(307);
    expect(headers.get('location')).toBe(`/signin?returnTo=${returnTo}`);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    ['/shell/team-a/debian?embed=1', 'iframe', true],
    ['/shell/team-a/debian?embed=1', 'document', false],
    ['/shell/team-a/debian', 'iframe', false],
  ])('the page %s for %s leads to what a frame may show: %s', async (path, destination, isFrame) => {
    const settings = { frameAncestors: ['https://portal.example.com'] };
    const { port } = await serverOfTest({ gate: refusing(), settings });
    const { headers } = await rawRequest(port, `GET ${path}`, [HOST, `Sec-Fetch-Dest: ${destination}`]);
    const { searchParams } = new URL(headers.get('location') ?? '', 'http://here');
    expect([searchParams.get('returnTo'), searchParams.get('embed')]).toEqual([path, isFrame ? '1' : null]);
  });

  test.each([
    'GET /signin',
    'GET /signin?returnTo=%2Fpods',
    'POST /api/signin',
    'GET /api/signin/oidc',
    'GET /api/signin/oidc/callback?code=x',
    'GET /_next/static/chunks/a.js',
    'GET /icon.svg',
    'GET /app.webmanifest',
  ])('%s is open, for nobody in particular', async (line) => {
    const callers: unknown[] = [];
    const pages = {
      ...echoingPages,
      handleRequest: (...[request, response, caller]: Parameters<typeof echoingPages.handleRequest>) => {
        callers.push(caller);
        return echoingPages.handleRequest(request, response, caller);
      },
    };
    const { port } = await serverOfTest({ gate: refusing(), pages });
    expect(await rawRequest(port, line, [HOST, 'Content-Length: 0'])).toMatchObject({
      status: 200,
      body: 'pages',
    });
    expect(callers).toEqual([undefined]);
  });

  test.each(['/_next/static/chunks/a.js', '/icon.svg', '/healthz', '/readyz'])(
    '%s does not even ask',
    async (path) => {
      const { port } = await serverOfTest({ gate: throwing });
      expect((await rawRequest(port, `GET ${path}`)).status).toBe(200);
    },
  );

  test.each([`${SOCKJS}/000/abc/websocket`, `${SOCKJS}/websocket`, '/_next/hmr', '/nope'])(
    'an upgrade to %s answers 401',
    async (path) => {
      const { port } = await serverOfTest({ gate: refusing() });
      const answer = await rawUpgrade(port, path);
      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'unauthenticated' });
    },
  );
});

describe('a gate that cannot tell', () => {
  test('an API route answers 503', async () => {
    const { port } = await serverOfTest({ gate: refusing('sign-in-unavailable') });
    const answer = await rawRequest(port, 'GET /api/pods');
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'sign-in-unavailable' });
  });

  test('signing out works all the same', async () => {
    const { port } = await serverOfTest({ gate: refusing('sign-in-unavailable') });
    expect((await rawRequest(port, 'POST /api/signout')).status).toBe(200);
    expect((await rawRequest(port, 'POST /api/signout/x')).status).toBe(503);
  });

  test('a page leads to the sign-in, which says why', async () => {
    const { port } = await serverOfTest({ gate: refusing('sign-in-unavailable') });
    const { headers } = await rawRequest(port, 'GET /pods');
    expect(headers.get('location')).toBe('/signin?returnTo=%2Fpods&problem=sign-in-unavailable');
  });

  test('that never answers counts as down', async () => {
    const { port } = await serverOfTest({ gate: hanging, timeouts: TIMEOUTS });
    expect((await rawRequest(port, 'GET /api/pods')).status).toBe(503);
    expect((await rawUpgrade(port, `${SOCKJS}/000/abc/websocket`)).status).toBe(503);
    expect((await rawRequest(port, 'GET /signin')).status).toBe(200);
  });

  test.each(['throws', 'rejects'])('that %s refuses, and the error is logged', async (how) => {
    const logger = new RecordingLogger();
    const failing: Gate = { authenticate: () => Promise.reject(new Error('our fault')) };
    const { port } = await serverOfTest({ gate: how === 'throws' ? throwing : failing, logger });
    expect((await rawRequest(port, 'GET /api/pods')).status).toBe(500);
    const upgrade = await rawUpgrade(port, `${SOCKJS}/000/abc/websocket`);
    expect(upgrade.status).toBe(500);
    expect(upgrade.body).not.toContain('our fault');
    expect(logger.records.filter(({ level }) => level === 'error')).toHaveLength(2);
  });

  test('holds at most as many upgrades of one address as requests', async () => {
    const settings = { maxRequestsPerAddress: 2 };
    const { port } = await serverOfTest({
      gate: hanging,
      timeouts: { ...TIMEOUTS, authentication: 1000 },
      settings,
    });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => rawUpgrade(port, `${SOCKJS}/000/abc/websocket`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([429, 429, 429, 503, 503]);
  });
});

describe('the guard comes first', () => {
  const asked: string[] = [];
  const gate: Gate = {
    authenticate: () => {
      asked.push('asked');
      return { caller: localCaller() };
    },
  };

  test.each([
    ['GET /api/pods', ['Host: evil.example'], 421],
    ['POST /api/signin', [HOST, 'Origin: https://evil.example', 'Content-Length: 0'], 403],
    ['POST /api/signin', [HOST, 'Sec-Fetch-Site: cross-site', 'Content-Length: 0'], 403],
    ['GET /%', [HOST], 400],
  ])('%s with %j', async (line, headers, status) => {
    const { port } = await serverOfTest({ gate });
    expect((await rawRequest(port, line, headers)).status).toBe(status);
    expect(asked).toEqual([]);
  });
});

test('the gate sees the peer, and each header line apart', async () => {
  const seen: unknown[] = [];
  const gate: Gate = {
    authenticate: ({ headers, peer }) => {
      seen.push(headers['x-forwarded-user'], peer);
      return { caller: localCaller() };
    },
  };
  const { port } = await serverOfTest({ gate });
  await rawRequest(port, 'GET /api/pods', [HOST, 'X-Forwarded-User: alice', 'X-Forwarded-User: bob']);
  expect(seen).toEqual([['alice', 'bob'], '127.0.0.1']);
});

test('renewed cookies go along with the answer, and not with a file that caches keep for everybody', async () => {
  const gate: Gate = { authenticate: async () => ({ caller: localCaller(), setCookies: ['a=1; Path=/'] }) };
  const { port } = await serverOfTest({ gate });
  const cookiesOf = async (line: string) => (await rawRequest(port, line)).headers.get('set-cookie');
  expect(await cookiesOf('GET /api/pods')).toBe('a=1; Path=/');
  expect(await cookiesOf('GET /_next/static/chunks/a.js')).toBeUndefined();
});
