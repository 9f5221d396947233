/** Ends, forgets or moves the stored session of a pane that is removed from the dock. */

import { shellHref } from '#components/addresses/pages.ts';
import { served } from '#components/addresses/served.ts';
import { type ShellPlace, shellPaneId } from '#components/addresses/shell-place.ts';
import type { KeptSessions } from '../../connection/kept-sessions.ts';
import type { KeptSession } from '../../connection/ports.ts';
import { endSession } from './session-requests.ts';
import { tabSessions } from './tab-sessions.ts';

/** Ends the pane's shell. Call it after the pane has saved its session. */
export function endPaneSession(paneId: string, sessions = tabSessions(), end = endSession): void {
  const kept = sessions.get(paneId);
  if (kept !== null) end(kept.sessionId);
}

/** The pane's session, for opening it again elsewhere; null without one. Call it after the pane has saved its session. */
export function keptPaneSession(paneId: string, sessions = tabSessions()): KeptSession | null {
  return sessions.get(paneId);
}

/**
 * Gives a pane that is about to be opened a running shell instead of a new one.
 * @returns false when there is no room in the storage: the pane would open a new shell
 */
export function giveSession(paneId: string, kept: KeptSession, sessions = tabSessions()): boolean {
  return sessions.set(paneId, kept);
}

/** The one of `paneIds` that has the same session as the pane; undefined when none has. */
export function paneWithSessionOf(
  paneId: string,
  paneIds: Iterable<string>,
  sessions = tabSessions(),
): string | undefined {
  const wanted = sessions.get(paneId)?.sessionId;
  if (wanted === undefined) return undefined;
  return [...paneIds].find((other) => other !== paneId && sessions.get(other)?.sessionId === wanted);
}

/** Deletes the stored session of a closed pane. */
export function forgetPaneSession(paneId: string, sessions = tabSessions()): void {
  sessions.delete(paneId);
}

/**
 * Opens the pane's shell as a full page in a new window. The new window starts with a copy of this tab's storage, so
 * the session is stored there under the id of the new page's pane while the window opens. Call it after the pane has
 * saved its session, and close the pane afterwards.
 * @param open opens a window; false if the browser blocks it
 * @returns false if the window is blocked or the storage is full; nothing has changed then
 */
export function moveToWindow(
  paneId: string,
  place: ShellPlace,
  sessions = tabSessions(),
  open = openWindow,
): boolean {
  const target = shellPaneId(place);
  const before = sessions.get(target);
  const kept = sessions.get(paneId);
  if (kept !== null && !sessions.set(target, kept)) return false;
  if (kept === null) sessions.delete(target);
  const isOpen = open(shellHref(place));
  restore(sessions, target, before);
  return isOpen;
}

function restore(sessions: KeptSessions, paneId: string, kept: ReturnType<KeptSessions['get']>): void {
  if (kept === null) sessions.delete(paneId);
  else sessions.set(paneId, kept);
}

function openWindow(href: string): boolean {
  return window.open(served(href), '_blank') !== null;
}
