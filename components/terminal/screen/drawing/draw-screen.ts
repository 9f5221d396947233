/** How a terminal is drawn: which renderer, and its blinking cursor. */

import type { Terminal } from '@xterm/xterm';
import { browserClock } from '../../connection/clock.ts';
import { CursorBlink } from './cursor-blink.ts';
import { drawWithWebgl } from './webgl-renderer.ts';

/**
 * Draws the terminal with the renderer that is faster here, and blinks its cursor.
 * @param terminal must be in the page
 * @param onChange called after each switch of the renderer: the size of a cell may differ slightly
 * @returns stops the cursor
 */
export function drawScreen(terminal: Terminal, onChange: () => void): () => void {
  const first = terminal.onRender(() => {
    first.dispose();
    // Only now: the first frame must not wait for a graphics card.
    void drawWithWebgl(terminal, onChange);
  });
  return blinkCursor(terminal);
}

function blinkCursor(terminal: Terminal): () => void {
  const { element, textarea } = terminal;
  // The WebGL renderer blinks its cursor itself, and its rows are not there.
  const blink = new CursorBlink(browserClock, (hidden) => {
    const hides = hidden && element?.querySelector('.xterm-cursor-blink') !== null;
    element?.toggleAttribute('data-cursor-off', hides);
  });
  terminal.onRender(() => blink.drawn());
  textarea?.addEventListener('focus', () => blink.start());
  textarea?.addEventListener('blur', () => blink.stop());
  return () => blink.stop();
}
