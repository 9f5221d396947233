import { expect, test } from 'vitest';
import { contentSecurityPolicy, type PolicyChoices } from './security-headers.ts';
import { rawRequest } from './testing/raw-request.ts';
import { serverOfTest } from './testing/server-of-test.ts';
import { echoingPages } from './testing/test-server.ts';

test('every response has the headers, refusals too', async () => {
  const { port } = await serverOfTest();
  for (const headers of [['Host: 127.0.0.1'], ['Host: evil.example.com']]) {
    const answer = await rawRequest(port, 'GET /pods', headers);
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(answer.headers.get('permissions-policy')).toContain('clipboard-write=(self)');
  }
});

test('each response has a new nonce, which the page server sees, whatever the client sends', async () => {
  const seen: unknown[] = [];
  const pages = {
    ...echoingPages,
    handleRequest: async (...[request, response]: Parameters<typeof echoingPages.handleRequest>) => {
      seen.push(request.headers['x-nonce'], request.headers['content-security-policy']);
      response.end();
    },
  };
  const { port } = await serverOfTest({ pages });
  const forged = ['Host: 127.0.0.1', 'X-Nonce: forged', "Content-Security-Policy: script-src 'nonce-forged'"];
  const answers = [await rawRequest(port, 'GET /', forged), await rawRequest(port, 'GET /', forged)];
  const policies = answers.map((answer) => answer.headers.get('content-security-policy'));
  expect(seen).toEqual([nonceOf(policies[0]), policies[0], nonceOf(policies[1]), policies[1]]);
  expect(policies[0]).not.toBe(policies[1]);
  expect(policies.join()).not.toContain('forged');
});

test('unsafe-eval is allowed in development only', () => {
  expect(policy('localhost:3000', { dev: true })).toContain("'unsafe-eval'");
  expect(policy('localhost:3000')).not.toContain("'unsafe-eval'");
});

test('a Host becomes a CSP source only if it is well-formed', () => {
  expect(policy('localhost:3000')).toContain("connect-src 'self' ws://localhost:3000 wss");
  expect(policy("a; script-src 'unsafe-inline'")).toContain("connect-src 'self';");
  expect(policy('[::1]:3000')).toContain("connect-src 'self';");
});

test('only the embedded shell page may be framed, by the configured origins', async () => {
  const frameAncestors = ['https://portal.example.com', 'http://127.0.0.1:8080'];
  const { port } = await serverOfTest({ settings: { frameAncestors } });
  const answerTo = (path: string) => rawRequest(port, `GET ${path}`, ['Host: 127.0.0.1']);
  const embedded = await answerTo('/shell/team-a/debian?embed=1');
  expect(embedded.headers.get('content-security-policy')).toMatch(
    /; frame-ancestors https:\/\/portal\.example\.com http:\/\/127\.0\.0\.1:8080$/,
  );
  expect(embedded.headers.get('x-frame-options')).toBeUndefined();
  for (const path of ['/shell/team-a/debian', '/pods?embed=1', '/api/sessions?embed=1']) {
    const answer = await answerTo(path);
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  }
});

function policy(host: string, choices: Partial<PolicyChoices> = {}): string {
  return contentSecurityPolicy(host, { nonce: 'n', frameAncestors: [], dev: false, ...choices });
}

function nonceOf(policy: string | undefined): string | undefined {
  return /'nonce-([^']+)'/.exec(policy ?? '')?.[1];
}
