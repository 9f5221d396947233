import { describe, expect, test } from 'vitest';
import { PROBLEM_CONTENT_TYPE, toProblem } from '#protocol/problem.ts';
import { ask, NO_ANSWER, readFailure } from './read-failure.ts';

const json = (response: Response) => response.json() as Promise<unknown>;

describe('a failed answer', () => {
  test('of the server is its code and its words', async () => {
    const response = Response.json(toProblem('forbidden', 'You need get.'), {
      status: 403,
      headers: { 'content-type': PROBLEM_CONTENT_TYPE },
    });
    expect(await readFailure(response)).toEqual({ code: 'forbidden', detail: 'You need get.' });
  });

  test.each([
    ['a page', '<html>Bad gateway</html>'],
    ['nothing', ''],
    ['JSON of another program', '{"error": "no"}'],
    ['a problem without our code', '{"status": 502, "title": "Bad Gateway"}'],
    ['a code that is no text', '{"code": 502, "detail": "no"}'],
    ['null', 'null'],
  ])('of a proxy, with %s in it, is its status line', async (_what, body) => {
    const response = new Response(body, { status: 502, statusText: 'Bad Gateway' });
    expect(await readFailure(response)).toEqual({ code: 'bad-answer', detail: 'HTTP 502 Bad Gateway' });
  });

  test('401 of a proxy means that it wants a sign-in', async () => {
    const response = new Response('<html>Sign in</html>', { status: 401 });
    expect(await readFailure(response)).toEqual({ code: 'unauthenticated', detail: '' });
  });
});

describe('asking', () => {
  test('gives the body', async () => {
    expect(await ask(async () => Response.json([1]), json)).toEqual({ kind: 'answered', body: [1] });
  });

  test('gives the failure of an answer that is not 2xx', async () => {
    const answer = await ask(
      async () => Response.json(toProblem('draining', 'Soon.'), { status: 503 }),
      json,
    );
    expect(answer).toEqual({ kind: 'failed', failure: { code: 'draining', detail: 'Soon.' } });
  });

  test('knows that a page is no answer of the server, even with 200', async () => {
    const answer = await ask(async () => new Response('<html>'), json);
    expect(answer).toEqual({ kind: 'failed', failure: { code: 'bad-answer', detail: 'HTTP 200' } });
  });

  test('says so when nothing answers', async () => {
    const answer = await ask(() => Promise.reject(new TypeError('Failed to fetch')), json);
    expect(answer).toEqual({ kind: 'failed', failure: NO_ANSWER });
  });

  test.each([200, 503])('says so when the connection breaks within an answer with %i', async (status) => {
    const broken = () =>
      new ReadableStream({ start: (controller) => controller.error(new TypeError('network error')) });
    const answer = await ask(async () => new Response(broken(), { status }), json);
    expect(answer).toEqual({ kind: 'failed', failure: NO_ANSWER });
  });
});
