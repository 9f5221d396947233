/** The selection of X and Wayland that the middle button of the mouse pastes, in every program. */

import type { Terminal } from '@xterm/xterm';

/**
 * Lets other programs paste what is selected with the mouse, in Firefox too. xterm 6.0.0 selects it in its input field, by a
 * method whose selections Firefox keeps to itself; it passes on those of editing commands.
 * @param terminal must be in the page
 */
export function passOnSelection({ textarea }: Terminal): void {
  if (textarea === undefined || !navigator.userAgent.includes('Firefox/')) return;
  textarea.select = () => {
    // The command would select the page if the focus were there.
    const isDone = document.activeElement === textarea && document.execCommand('selectAll');
    if (!isDone) HTMLTextAreaElement.prototype.select.call(textarea);
  };
}
