/** Asks for the user's running shells, and ends them. */

import { contextsRoute, sessionRoute, sessionsRoute } from '#components/addresses/api-routes.ts';
import { noteShellEnded } from '#components/addresses/open-in-dock.ts';
import type { PodPlace, ShellPlace } from '#components/addresses/shell-place.ts';
import { type Answer, ask } from '#components/failures/read-failure.ts';
import type { ContextList, SessionInfo, SessionList } from '#protocol/api.ts';

/** Shells that can be taken up, oldest first. */
export interface RunningShells {
  readonly sessions: readonly SessionInfo[];
  /** There may be more. */
  readonly incomplete: boolean;
}

/** All of the user's sessions, with those that are over. Never rejects. */
export function listSessions(signal: AbortSignal): Promise<Answer<SessionList>> {
  return ask(
    () => fetch(sessionsRoute(), { cache: 'no-store', signal }),
    (response) => response.json() as Promise<SessionList>,
  );
}

/** Never rejects. */
export async function loadRunning(signal: AbortSignal): Promise<Answer<RunningShells>> {
  const answer = await listSessions(signal);
  if (answer.kind === 'failed') return answer;
  const { items, incomplete = false } = answer.body;
  return { kind: 'answered', body: { sessions: running(items), incomplete } };
}

/** As {@link loadRunning}, whether or not there may be more. */
export async function loadSessions(signal: AbortSignal): Promise<Answer<readonly SessionInfo[]>> {
  const answer = await loadRunning(signal);
  return answer.kind === 'failed' ? answer : { kind: 'answered', body: answer.body.sessions };
}

/** Without those that no terminal has bound yet, and those that have ended or are being ended. */
function running(sessions: readonly SessionInfo[]): readonly SessionInfo[] {
  return sessions.filter(({ state, ended }) => state !== 'issued' && state !== 'ending' && ended !== true);
}

/**
 * The detached shells in a container; none when they cannot be listed, since the user has not asked for them.
 * Never rejects.
 */
export async function loadDetachedIn(
  place: PodPlace & Pick<ShellPlace, 'attach'> & { readonly container: string },
  signal: AbortSignal,
): Promise<readonly SessionInfo[]> {
  const answer = await loadSessions(signal);
  if (answer.kind === 'failed') return [];
  const there = answer.body.filter(
    ({ state, namespace, pod, container, attached }) =>
      state === 'detached' &&
      attached === place.attach &&
      namespace === place.namespace &&
      pod === place.pod &&
      container === place.container,
  );
  if (there.length === 0) return there;
  const context = place.context ?? (await currentContext(signal));
  return there.filter((session) => session.context === context);
}

/** @returns undefined when it is not known */
async function currentContext(signal: AbortSignal): Promise<string | undefined> {
  const answer = await ask(
    () => fetch(contextsRoute(), { signal }),
    (response) => response.json() as Promise<ContextList>,
  );
  return answer.kind === 'failed' ? undefined : answer.body.current;
}

/** Ends a shell and everything that runs in it. Never rejects. @returns false when the server did not confirm it */
export async function endRunning(sessionId: string): Promise<boolean> {
  const answer = await ask(
    () => fetch(sessionRoute(sessionId), { method: 'DELETE' }),
    async () => true,
  );
  // One that has ended meanwhile is not there any more, which is what was wanted.
  const isEnded = answer.kind === 'answered' || answer.failure.code === 'session-not-found';
  if (isEnded) noteShellEnded(sessionId);
  return isEnded;
}

/** Where the shell runs; the context by its name. */
export function placeOf({ context, namespace, pod, container, attached }: SessionInfo): ShellPlace {
  return { context, namespace, pod, container, ...(attached === true ? { attach: true } : {}) };
}
