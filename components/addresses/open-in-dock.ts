/** Opens a shell in the dock from anywhere on the page, without loading the dock's code. */

import type { LogPlace } from './log-place.ts';
import type { PodPlace, ShellPlace } from './shell-place.ts';

export const OPEN_SHELL_EVENT = 'podshell:open-in-dock';

/** @returns false if the page has no dock; the caller then follows the link to the full page of the shell */
export function openInDock(place: ShellPlace): boolean {
  const event = new CustomEvent<ShellPlace>(OPEN_SHELL_EVENT, { detail: place, cancelable: true });
  return !window.dispatchEvent(event);
}

export const OPEN_LOG_EVENT = 'podshell:open-log-in-dock';

/** A log to open. */
export interface WantedLog {
  readonly place: LogPlace;
  /** True: it is put beside the active terminal. Otherwise it gets a tab of its own. */
  readonly isBeside: boolean;
  /** What of the log is shown, as the query of its page; '' for the usual. */
  readonly view: string;
}

/** @returns false if the page has no dock; the caller then follows the link to the page of the log */
export function openLogInDock(place: LogPlace, isBeside = false, view = ''): boolean {
  const detail: WantedLog = { place, isBeside, view };
  return !window.dispatchEvent(new CustomEvent<WantedLog>(OPEN_LOG_EVENT, { detail, cancelable: true }));
}

export const PAGE_WANTED_EVENT = 'podshell:page-wanted';

/** Says that the user goes to a page, perhaps the one that is shown: a dock that covers it gives way. */
export function wantPage(): void {
  window.dispatchEvent(new Event(PAGE_WANTED_EVENT));
}

export const EXPECT_SHELL_EVENT = 'podshell:expect-shell';

/** Says that the page has what it needs, so that the dock may load what a first shell needs. */
export function expectShell(): void {
  window.dispatchEvent(new Event(EXPECT_SHELL_EVENT));
}

export const ASK_SHELL_EVENT = 'podshell:ask-in-dock';

/** Asks for a shell or a command of the user's own, and opens it in the dock. No effect on a page without a dock. */
export function askInDock(place: ShellPlace): void {
  window.dispatchEvent(new CustomEvent<ShellPlace>(ASK_SHELL_EVENT, { detail: place }));
}

export const DEBUG_EVENT = 'podshell:debug-in-dock';

/** Asks for a debug container in a pod, and attaches to it in the dock. No effect on a page without a dock. */
export function debugInDock(place: PodPlace): void {
  window.dispatchEvent(new CustomEvent<PodPlace>(DEBUG_EVENT, { detail: place }));
}

export const TAKE_UP_EVENT = 'podshell:take-up-in-dock';

/** A shell that runs already, in another window or in none. */
export interface RunningShell {
  readonly sessionId: string;
  readonly place: ShellPlace;
  /** Output up to this byte was shown elsewhere. */
  readonly shownBytes: number;
}

export const SHELL_ENDED_EVENT = 'podshell:shell-ended';

/** Says that the user ended a running shell, from a list of them. */
export function noteShellEnded(sessionId: string): void {
  window.dispatchEvent(
    new CustomEvent<Pick<RunningShell, 'sessionId'>>(SHELL_ENDED_EVENT, { detail: { sessionId } }),
  );
}

/** Opens a running shell in the dock; a window that has it loses it. @returns false when there is no dock */
export function takeUpInDock(shell: RunningShell): boolean {
  const event = new CustomEvent<RunningShell>(TAKE_UP_EVENT, { detail: shell, cancelable: true });
  return !window.dispatchEvent(event);
}
