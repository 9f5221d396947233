/** One watch for all terminals of the page: see {@link ServerWatch}. */

import { readyRoute } from '#components/addresses/api-routes.ts';
import { browserClock } from '../connection/clock.ts';
import { ServerWatch } from '../connection/server-watch.ts';

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
    return response.ok;
  } catch {
    return false;
  }
}
