/** Where xterm's hidden input field is: at the cursor, so that input methods show their windows there. */

import type { Terminal } from '@xterm/xterm';
import { coreOf } from '../programs/xterm-core.ts';

/**
 * Moves the field in the frame that draws the cursor. xterm 6.0.0 moves it when it has parsed output: the browser then
 * computes style and layout for the field, and once more for what is drawn, at each key.
 * @param terminal must be in the page
 */
export function moveFieldWithFrames(terminal: Terminal): void {
  const core = coreOf(terminal);
  const move = core._syncTextArea;
  let isDue = false;
  core._syncTextArea = () => {
    isDue = true;
  };
  terminal.onRender(() => {
    if (isDue) move.call(core);
    isDue = false;
  });
}
