/** Asks the server for a new shell session. */

import type { IssuedShell } from '#protocol/api.ts';
import type { Problem } from '#protocol/problem.ts';
import type { IssueResult } from './ports.ts';

/** What the request's body says beside the pod, which the route names. Undefined: the server's default. */
export interface ShellChoice {
  readonly container: string | undefined;
  readonly context: string | undefined;
}

/** The cluster resolves names and permissions in well under a second; after this long it will not answer. */
const TIMEOUT_MS = 30_000;

/**
 * Never rejects.
 * @param route `/api/pods/{namespace}/{pod}/shell`
 * @param signal aborts the request; the caller then ignores the result
 */
export async function issueShell(
  route: string,
  { container, context }: ShellChoice,
  signal: AbortSignal,
  fetcher: typeof fetch = fetch,
): Promise<IssueResult> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetcher(route, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ container, context }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    body = await readJson(response);
  } catch {
    return { kind: 'refused', code: 'server-unreachable', detail: '' };
  }
  if (response.ok && isIssuedShell(body)) {
    return { kind: 'issued', sessionId: body.sessionId, container: body.container };
  }
  if (!response.ok && isProblem(body)) return { kind: 'refused', code: body.code, detail: body.detail };
  return { kind: 'refused', code: 'bad-answer', detail: `The server answered with HTTP ${response.status}.` };
}

// Checked by hand: the schemas would bring their library, 40 kB, into a page that has to open fast.

function isIssuedShell(body: unknown): body is Pick<IssuedShell, 'sessionId' | 'container'> {
  return hasTexts(body, 'sessionId', 'container');
}

function isProblem(body: unknown): body is Pick<Problem, 'code' | 'detail'> {
  return hasTexts(body, 'code', 'detail');
}

function hasTexts(body: unknown, ...names: readonly string[]): boolean {
  if (typeof body !== 'object' || body === null) return false;
  return names.every((name) => typeof (body as Record<string, unknown>)[name] === 'string');
}

/** The body as JSON; undefined when it is something else, for instance the page of a proxy. */
async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
