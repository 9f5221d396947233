import { describe, expect, test } from 'vitest';
import { toProblem } from '#protocol/problem.ts';
import { issueShell } from './issue-shell.ts';

const route = '/api/pods/team-a/multi/shell';
const choice = { container: 'web', context: undefined, shell: undefined, reason: null };
const { signal } = new AbortController();

function answering(response: Response | Error) {
  const asked: { url: string; body: unknown }[] = [];
  const fetcher: typeof fetch = async (url, init) => {
    asked.push({ url: String(url), body: JSON.parse(String(init?.body)) });
    if (response instanceof Error) throw response;
    return response;
  };
  return { asked, fetcher };
}

describe('requesting a session', () => {
  test('sends the place and returns the session', async () => {
    const issued = { sessionId: 'abc', container: 'web', expiresAt: '2026-11-22T00:00:00Z' };
    const { asked, fetcher } = answering(Response.json(issued, { status: 201 }));
    expect(await issueShell(route, choice, signal, fetcher)).toEqual({
      kind: 'issued',
      sessionId: 'abc',
      container: 'web',
    });
    expect(asked).toEqual([{ url: route, body: { container: 'web', reason: null } }]);
  });

  test('asks for a shell that is wanted', async () => {
    const issued = { sessionId: 'abc', container: 'web', expiresAt: '2026-11-22T00:00:00Z' };
    const { asked, fetcher } = answering(Response.json(issued, { status: 201 }));
    await issueShell(route, { ...choice, shell: '/bin/zsh' }, signal, fetcher);
    expect(asked).toEqual([{ url: route, body: { container: 'web', shell: '/bin/zsh', reason: null } }]);
  });

  test('asks for a command that is wanted', async () => {
    const issued = { sessionId: 'abc', container: 'web', expiresAt: '2026-11-22T00:00:00Z' };
    const { asked, fetcher } = answering(Response.json(issued, { status: 201 }));
    await issueShell(route, { ...choice, shell: 'psql -U "a b"' }, signal, fetcher);
    expect(asked).toEqual([
      { url: route, body: { container: 'web', command: ['psql', '-U', 'a b'], reason: null } },
    ]);
  });

  test('returns the code and detail of a problem', async () => {
    const { fetcher } = answering(Response.json(toProblem('forbidden', 'bob may not.'), { status: 403 }));
    expect(await issueShell(route, choice, signal, fetcher)).toEqual({
      kind: 'refused',
      code: 'forbidden',
      detail: 'bob may not.',
    });
  });

  test.each([
    ['the page of a proxy', new Response('<html>', { status: 502 }), 502],
    ['an answer of another program', Response.json({ ok: true }), 200],
  ])('reports %s', async (_what, response, status) => {
    const { fetcher } = answering(response);
    expect(await issueShell(route, choice, signal, fetcher)).toEqual({
      kind: 'refused',
      code: 'bad-answer',
      detail: `HTTP ${status}`,
    });
  });

  test('reports an unreachable server', async () => {
    const { fetcher } = answering(new TypeError('Failed to fetch'));
    expect(await issueShell(route, choice, signal, fetcher)).toMatchObject({ code: 'server-unreachable' });
  });
});
