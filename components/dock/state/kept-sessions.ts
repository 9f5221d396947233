/** What becomes of a pane's session when the pane leaves the dock. The session is found by what the pane remembers. */

import { shellPaneId, shellPath } from '#components/addresses/shell-links.ts';
import type { ShellPlace } from '#components/terminal/connection/ports.ts';
import { sessionKey } from '#components/terminal/connection/session-memory.ts';
import { tabStorage } from './tab-storage.ts';

/** Ends the shell and everything that runs in it. Call after the pane has remembered its session. */
export function endSession(paneId: string): void {
  const sessionId = sessionIdOf(tabStorage()?.getItem(sessionKey(paneId)) ?? null);
  if (sessionId === null) return;
  // Where this fails, the server ends the session when its time to be resumed is over.
  fetch(`/api/sessions/${encodeURIComponent(sessionId)}`, { method: 'DELETE', keepalive: true }).catch(
    () => {},
  );
}

/** For a pane that will not come back. */
export function forgetSession(paneId: string): void {
  tabStorage()?.removeItem(sessionKey(paneId));
}

/**
 * Opens a window of its own for the pane's shell. The window gets a copy of this tab's storage, and so finds the
 * session under the name of its own pane. Call after the pane has remembered its session, and let the pane go then.
 * @returns false when the browser does not allow the window; nothing has changed then
 */
export function moveToWindow(paneId: string, place: ShellPlace): boolean {
  const storage = tabStorage();
  const target = sessionKey(shellPaneId(place));
  const before = storage?.getItem(target) ?? null;
  const kept = storage?.getItem(sessionKey(paneId)) ?? null;
  if (kept === null) storage?.removeItem(target);
  else storage?.setItem(target, kept);
  const opened = window.open(shellPath(place), '_blank');
  if (before === null) storage?.removeItem(target);
  else storage?.setItem(target, before);
  return opened !== null;
}

function sessionIdOf(kept: string | null): string | null {
  if (kept === null) return null;
  const { sessionId } = JSON.parse(kept) as { readonly sessionId?: unknown };
  return typeof sessionId === 'string' ? sessionId : null;
}
