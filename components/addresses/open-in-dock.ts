/** Opens a shell in the dock from anywhere on the page, without loading the dock's code. */

import type { ShellPlace } from './shell-place.ts';

export const OPEN_SHELL_EVENT = 'podshell:open-in-dock';

/** @returns false if the page has no dock; the caller then follows the link to the full page of the shell */
export function openInDock(place: ShellPlace): boolean {
  const event = new CustomEvent<ShellPlace>(OPEN_SHELL_EVENT, { detail: place, cancelable: true });
  return !window.dispatchEvent(event);
}
