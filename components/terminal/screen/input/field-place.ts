/** Where xterm's hidden input field is: at the cursor, so that input methods and magnifiers find it there. */

import type { Terminal } from '@xterm/xterm';
import type { Clock } from '../../connection/clock.ts';
import { coreOf } from '../programs/xterm-core.ts';

/** How long the field may be where the cursor was, in milliseconds: as long as the cursor stays visible at rest. */
export const LATE_MS = 500;

/**
 * Moves the field now and then. xterm 6.0.0 moves it whenever it has parsed output: the browser then computes style and layout for
 * it at each key, before those of the row that is drawn. A frame that is drawn anyway moves it once it is late; so does the
 * time after the last frame, together with the cursor's blinking. An input method that begins to compose moves it at once.
 * @param terminal must be in the page
 */
export function moveFieldSeldom(terminal: Terminal, clock: Clock): void {
  const core = coreOf(terminal);
  const moveField = core._syncTextArea;
  let drawnAt = clock.now();
  /** Since when the field has not been where the cursor is; null: it is there. */
  let awaySince: number | null = null;
  let cancel = () => {};

  function move(): void {
    cancel();
    if (awaySince !== null) moveField.call(core);
    awaySince = null;
  }
  function wait(ms: number): void {
    cancel = clock.after(ms, () => {
      const left = drawnAt + LATE_MS - clock.now();
      if (left > 0) wait(left);
      else move();
    });
  }

  core._syncTextArea = () => {
    if (awaySince !== null) return;
    awaySince = clock.now();
    wait(LATE_MS);
  };
  terminal.onRender(() => {
    drawnAt = clock.now();
    if (awaySince !== null && drawnAt - awaySince >= LATE_MS) move();
  });
  // Before xterm hears of it, which leaves the field alone while text is composed.
  terminal.textarea?.addEventListener('compositionstart', move, { capture: true });
  terminal.loadAddon({ activate: () => {}, dispose: () => cancel() });
}
