/** Asks the server for a new shell session. */

import { ask, hasTexts } from '#components/failures/read-failure.ts';
import type { IssuedShell } from '#protocol/api.ts';
import type { IssueResult } from '../connection/ports.ts';

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
  const answer = await ask(
    () =>
      fetcher(route, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ container, context }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      }),
    readIssued,
  );
  return answer.kind === 'failed'
    ? { kind: 'refused', ...answer.failure }
    : { kind: 'issued', ...answer.body };
}

/** @throws SyntaxError when it is an answer of another program */
async function readIssued(response: Response): Promise<Pick<IssuedShell, 'sessionId' | 'container'>> {
  const body: unknown = await response.json();
  if (!hasTexts(body, 'sessionId', 'container')) throw new SyntaxError('This is no issued shell');
  return { sessionId: body.sessionId, container: body.container };
}
