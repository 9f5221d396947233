import { describe, expect, test } from 'vitest';
import { rawRequest, rawUpgrade } from './testing/raw-request.ts';
import { serverOfTest } from './testing/server-of-test.ts';
import { echoingPages } from './testing/test-server.ts';

const HOST = 'Host: 127.0.0.1';

describe('a foreign Host is refused everywhere', () => {
  test.each([
    'GET /',
    'GET /pods',
    'GET /healthz',
    'GET /readyz',
    'GET /api/pods',
    'GET /_next/static/a.js',
    'GET /ws/api/sockjs/info',
    'POST /api/pods/a/b/shell',
    'OPTIONS /api/pods',
  ])('%s', async (line) => {
    const { port } = await serverOfTest();
    const answer = await rawRequest(port, line, ['Host: evil.example.com']);
    expect(answer.status).toBe(421);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(JSON.parse(answer.body)).toMatchObject({ status: 421, code: 'host-rejected' });
  });

  test.each(['/', '/ws/api/sockjs/000/x/websocket', '/_next/hmr'])('upgrade of %s', async (path) => {
    const { port } = await serverOfTest();
    const answer = await rawUpgrade(port, path, ['Host: evil.example.com']);
    expect(answer.status).toBe(421);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'host-rejected' });
  });
});

describe('kubelets and load balancers probe a pod by its address', () => {
  test.each(['10.244.1.7:3000', '10.244.1.7', '[fd00::7]:3000'])('Host: %s', async (host) => {
    const { port } = await serverOfTest();
    for (const line of ['GET /healthz', 'HEAD /readyz']) {
      expect(await rawRequest(port, line, [`Host: ${host}`])).toMatchObject({ status: 200 });
    }
    for (const line of ['GET /', 'GET /healthz/', 'GET /api/pods', 'GET /signin']) {
      expect(await rawRequest(port, line, [`Host: ${host}`])).toMatchObject({ status: 421 });
    }
  });

  test.each([['podshell.podshell.svc'], ['10.0.0.1.example.com'], ['1'], ['10.0.0.1', '10.0.0.2']])(
    'not by another name: %s',
    async (...hosts) => {
      const { port } = await serverOfTest();
      const answer = await rawRequest(
        port,
        'GET /healthz',
        hosts.map((host) => `Host: ${host}`),
      );
      expect([400, 421]).toContain(answer.status);
    },
  );
});

describe('other sites may not change state', () => {
  const FOREIGN = [
    ['Sec-Fetch-Site: cross-site'],
    ['Sec-Fetch-Site: same-site'],
    ['Origin: http://evil.com'],
    ['Origin: null'],
  ];
  const LINES = [
    'GET /api/pod/debian/shell',
    'HEAD /api/pod/debian/shell',
    'GET /api/%70od/debian/shell',
    'GET /api/./pod/debian/shell/',
    'GET /x/../api/pod/debian/shell',
    'POST /api/pods/a/b/shell',
    'DELETE /api/sessions/1',
    'POST /pods',
    'PUT /anything',
    'GET /ws/api/sockjs/info',
    'POST /ws/api/sockjs/000/x/xhr',
    'GET /ws/api/sockjs/000/x/jsonp?c=f',
  ];
  test.each(LINES.flatMap((line) => FOREIGN.map((headers) => ({ line, headers }))))(
    '$line with $headers',
    async ({ line, headers }) => {
      const { port } = await serverOfTest();
      const answer = await rawRequest(port, line, [HOST, ...headers]);
      expect(answer.status).toBe(403);
      if (!line.startsWith('HEAD'))
        expect(JSON.parse(answer.body)).toMatchObject({ code: 'origin-rejected' });
    },
  );

  test.each(['Origin: http://evil.com', 'Origin: null', 'Origin: http://localhost'])(
    'nor open a terminal: %s',
    async (origin) => {
      const { port } = await serverOfTest();
      const answer = await rawUpgrade(port, '/ws/api/sockjs/000/x/websocket', [HOST, origin]);
      expect(answer.status).toBe(403);
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'origin-rejected' });
    },
  );
});

describe('behind a proxy that does not pass on the address in the browser', () => {
  const settings = { allowedHosts: ['podshell.example.com'] };
  const ODD: [string, number, string[]][] = [
    ['a bare proxy_pass', 403, ['Host: 127.0.0.1:3000', 'Origin: https://podshell.example.com']],
    [
      'a Host without its port',
      403,
      ['Host: podshell.example.com', 'Origin: http://podshell.example.com:8443'],
    ],
    ['a name that only the proxy knows', 421, ['Host: upstream', 'Origin: https://podshell.example.com']],
  ];
  test.each(ODD)('the refusal names the setting: %s', async (_what, status, headers) => {
    const { port } = await serverOfTest({ settings });
    const answers = [
      await rawRequest(port, 'POST /api/pods/a/b/shell', headers),
      await rawUpgrade(port, '/ws/api/sockjs/000/x/websocket', headers),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(status);
      expect(JSON.parse(answer.body).detail).toMatch(/Set PODSHELL_PUBLIC_URL to the address in the browser/);
    }
  });
});

describe('own pages, other programs and plain links are accepted', () => {
  test.each<[string, string[], string]>([
    ['GET /api/pod/debian/shell', [], 'pages'],
    ['GET /api/pod/debian/shell', ['Sec-Fetch-Site: none'], 'pages'],
    ['POST /api/pods/a/b/shell', ['Origin: http://127.0.0.1', 'Sec-Fetch-Site: same-origin'], 'pages'],
    ['POST /api/pods/a/b/shell', [], 'pages'],
    [
      'GET /pods',
      ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document'],
      'pages',
    ],
    ['GET /ws/api/sockjs/info', [], 'sockjs'],
    ['POST /ws/api/sockjs/000/x/xhr', ['Origin: http://127.0.0.1'], 'sockjs'],
    ['GET /ws/api/sockjsx', [], 'pages'],
  ])('%s with %s', async (line, headers, body) => {
    const { port } = await serverOfTest();
    expect(await rawRequest(port, line, [HOST, ...headers])).toMatchObject({ status: 200, body });
  });

  test.each([[], ['Origin: http://127.0.0.1'], ['Origin: https://127.0.0.1', 'Sec-Fetch-Site: same-origin']])(
    'and open a terminal: %s',
    async (...headers) => {
      const { port } = await serverOfTest();
      const answer = await rawUpgrade(port, '/ws/api/sockjs/000/x/websocket?ignored', [HOST, ...headers]);
      expect(answer).toMatchObject({ status: 101, body: 'sockjs' });
    },
  );

  test('an allowed origin is accepted', async () => {
    const { port } = await serverOfTest({ settings: { allowedOrigins: ['https://portal.example.com'] } });
    const headers = [HOST, 'Origin: https://portal.example.com', 'Sec-Fetch-Site: cross-site'];
    expect(await rawRequest(port, 'POST /api/pods/a/b/shell', headers)).toMatchObject({ status: 200 });
    expect(await rawUpgrade(port, '/ws/api/sockjs/0/x/websocket', headers)).toMatchObject({ status: 101 });
  });
});

describe('other sites may lead here, and load nothing', () => {
  const SITES = ['cross-site', 'same-site'];
  const READS = [
    'GET /pods?namespace=a,b',
    'GET /api/pods',
    'GET /api/pods/events',
    'HEAD /pods',
    'GET /nope',
  ];
  const USES = [
    ['no-cors', 'image'],
    ['no-cors', 'script'],
    ['cors', 'empty'],
    ['navigate', 'iframe'],
    ['navigate', 'embed'],
    ['navigate', 'object'],
  ];
  const load = (site: string, [mode, destination]: readonly string[]) => [
    HOST,
    `Sec-Fetch-Site: ${site}`,
    `Sec-Fetch-Mode: ${mode}`,
    `Sec-Fetch-Dest: ${destination}`,
  ];

  test.each(READS.flatMap((line) => SITES.flatMap((site) => USES.map((use) => ({ line, site, use })))))(
    '$line for $use of a $site page',
    async ({ line, site, use }) => {
      const handleRequest = () => Promise.reject(new Error('must not be asked'));
      const { port } = await serverOfTest({ pages: { ...echoingPages, handleRequest } });
      expect((await rawRequest(port, line, load(site, use))).status).toBe(403);
    },
  );

  test.each(SITES)('a tab is led here from a %s page', async (site) => {
    const { port } = await serverOfTest();
    expect(await rawRequest(port, 'GET /pods', load(site, ['navigate', 'document']))).toMatchObject({
      status: 200,
    });
  });

  test('a frame shows a shell to a named origin only', async () => {
    const frame = load('cross-site', ['navigate', 'iframe']);
    const line = 'GET /shell/team-a/debian?embed=1';
    const { port } = await serverOfTest();
    expect(await rawRequest(port, line, frame)).toMatchObject({ status: 403 });
    const named = await serverOfTest({ settings: { frameAncestors: ['https://portal.example.com'] } });
    expect(await rawRequest(named.port, line, frame)).toMatchObject({ status: 200 });
    expect(await rawRequest(named.port, 'GET /pods', frame)).toMatchObject({ status: 403 });
  });

  test('an allowed origin may fetch', async () => {
    const { port } = await serverOfTest({ settings: { allowedOrigins: ['https://portal.example.com'] } });
    const headers = [...load('cross-site', ['cors', 'empty']), 'Origin: https://portal.example.com'];
    expect(await rawRequest(port, 'GET /api/pods', headers)).toMatchObject({ status: 200 });
  });
});

describe('pages are only read', () => {
  test.each([
    'POST /pods',
    'POST /',
    'PUT /pods',
    'DELETE /shell/a/b',
    'OPTIONS /pods',
    'POST /apix',
    'POST /%61pi/x',
  ])('%s', async (line) => {
    const handleRequest = () => Promise.reject(new Error('must not be asked'));
    const { port } = await serverOfTest({ pages: { ...echoingPages, handleRequest } });
    const answer = await rawRequest(port, line, [HOST, 'Next-Action: x']);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });

  test("except by Next's own tools in development", async () => {
    const { port } = await serverOfTest({ dev: true });
    expect(await rawRequest(port, 'POST /__nextjs_original-stack-frames')).toMatchObject({ status: 200 });
  });
});
