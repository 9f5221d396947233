/** One watch for all terminals of the page: see {@link ServerWatch}. */

import { readyRoute, sessionsRoute } from '#components/addresses/api-routes.ts';
import { noteSignInEnded } from '#components/failures/sign-in-end.ts';
import { browserClock } from '../../connection/clock.ts';
import { ServerWatch } from '../../connection/server-watch.ts';

/** A request without an answer for this time counts as failed: a dead host does not refuse connections. Milliseconds. */
const ANSWER_MS = 2000;

let watch: ServerWatch | null = null;

/** Calls back once, when a server that was down is back. @returns cancels */
export function whenServerBack(callback: () => void): () => void {
  watch ??= new ServerWatch({ clock: browserClock, random: Math.random, isUp });
  return watch.whenBack(callback);
}

async function isUp(): Promise<boolean> {
  try {
    const response = await fetch(readyRoute(), {
      cache: 'no-store',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (response.ok) await checkSignIn();
    return response.ok;
  } catch {
    return false;
  }
}

/** A connection is refused without a reason that the page could read when the sign-in has ended meanwhile. */
async function checkSignIn(): Promise<void> {
  const { status } = await fetch(sessionsRoute(), {
    method: 'HEAD',
    cache: 'no-store',
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  if (status === 401) noteSignInEnded();
}
