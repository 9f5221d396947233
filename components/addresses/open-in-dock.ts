/** Opens a shell in the dock from anywhere on the page, without loading the dock's code. */

import type { ShellPlace } from './shell-place.ts';

export const OPEN_SHELL_EVENT = 'podshell:open-in-dock';

/** @returns false when the page has no dock to take the shell; the caller then follows the link to the shell's page */
export function openInDock(place: ShellPlace): boolean {
  const event = new CustomEvent<ShellPlace>(OPEN_SHELL_EVENT, { detail: place, cancelable: true });
  return !window.dispatchEvent(event);
}
