/** Requests a new shell session from the server. */

import { ask, hasTexts } from '#components/failures/read-failure.ts';
import type { IssuedShell } from '#protocol/api.ts';
import type { IssueResult } from '../../connection/ports.ts';
import { wantedOf } from './command-line.ts';

/** The body of the request; the route names the pod. Undefined: the server's default. */
export interface WantedShell {
  readonly container: string | undefined;
  readonly context: string | undefined;
  /** The container's main process instead of a shell. */
  readonly attach?: true | undefined;
  /** The name or path of a shell, or a command with arguments. */
  readonly shell: string | undefined;
  /** Why, for the audit log. '': the user gives none. Null: they were not asked, which the server may answer with. */
  readonly reason: string | null;
}

/** Timeout. The cluster checks names and permissions in well under a second. */
const TIMEOUT_MS = 30_000;

/**
 * Never rejects.
 * @param route `/api/pods/{namespace}/{pod}/shell`
 * @param signal aborts the request; the caller then ignores the result
 */
export async function issueShell(
  route: string,
  { container, context, attach, shell, reason }: WantedShell,
  signal: AbortSignal,
  fetcher: typeof fetch = fetch,
): Promise<IssueResult> {
  const answer = await ask(
    () =>
      fetcher(route, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ container, context, reason, ...(attach ? { attach } : wantedOf(shell)) }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      }),
    readIssued,
  );
  return answer.kind === 'failed'
    ? { kind: 'refused', ...answer.failure }
    : { kind: 'issued', ...answer.body };
}

/** @throws SyntaxError if the response is not from Podshell */
async function readIssued(response: Response): Promise<Pick<IssuedShell, 'sessionId' | 'container'>> {
  const body: unknown = await response.json();
  if (!hasTexts(body, 'sessionId', 'container')) throw new SyntaxError('This is no issued shell');
  return { sessionId: body.sessionId, container: body.container };
}
