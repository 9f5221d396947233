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
    // Where there is nothing to edit, the command selects the page.
    const isEdited = document.activeElement === textarea && textarea.value !== '' && !textarea.readOnly;
    const isDone = isEdited && document.execCommand('selectAll');
    if (!isDone) HTMLTextAreaElement.prototype.select.call(textarea);
  };
}
