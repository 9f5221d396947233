/** Asks the server for a new shell session. */

import type { IssuedShell } from '#protocol/api.ts';
import type { Problem } from '#protocol/problem.ts';
import type { IssueResult, ShellPlace } from './ports.ts';

/** Resolving names and rights takes the cluster well under a second; beyond this it is not going to. */
const TIMEOUT_MS = 30_000;

/**
 * `POST /api/pods/{namespace}/{pod}/shell`. Never rejects.
 * @param signal ends the request; the result is then of no interest
 */
export async function issueShell(
  place: ShellPlace,
  signal: AbortSignal,
  fetcher: typeof fetch = fetch,
): Promise<IssueResult> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetcher(
      `/api/pods/${encodeURIComponent(place.namespace)}/${encodeURIComponent(place.pod)}/shell`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ container: place.container, context: place.context }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      },
    );
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
