/** Opens a shell in the dock from anywhere on the page, without loading the dock's code. */

import type { ShellPlace } from '#components/terminal/connection/ports.ts';

export const OPEN_SHELL_EVENT = 'podshell:open-in-dock';

/** @returns false when the page has no dock that could take it; a link then does what links do */
export function openInDock(place: ShellPlace): boolean {
  const event = new CustomEvent<ShellPlace>(OPEN_SHELL_EVENT, { detail: place, cancelable: true });
  return !window.dispatchEvent(event);
}
