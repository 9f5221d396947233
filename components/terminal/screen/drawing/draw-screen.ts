/** How a terminal is drawn: which renderer, and its blinking cursor. */

import type { Terminal } from '@xterm/xterm';
import { whenIdle } from '#components/ui/when-idle.ts';
import { browserClock } from '../../connection/clock.ts';
import { CursorBlink } from './cursor-blink.ts';
import { keepSpans } from './kept-spans.ts';
import { synchronizeRows } from './synchronized-rows.ts';

/**
 * Draws the terminal with the renderer that is faster here, and blinks its cursor.
 * @param terminal must be in the page
 * @param onChange called after each switch of the renderer: the size of a cell may differ slightly
 * @returns stops both; call it before the terminal is disposed
 */
export function drawScreen(terminal: Terminal, onChange: () => void): () => void {
  keepSpans(terminal);
  synchronizeRows(terminal);
  let cancel = () => {};
  // Once there is output, and the page is idle: the first prompt must not wait for a graphics card.
  const first = terminal.onWriteParsed(() => {
    first.dispose();
    cancel = whenIdle(() => void tryWebgl(terminal, onChange));
  });
  const stopBlinking = blinkCursor(terminal);
  return () => {
    cancel();
    stopBlinking();
  };
}

/** Loads its code, which is not needed for the first prompt. Without it, the DOM renderer stays. */
async function tryWebgl(terminal: Terminal, onChange: () => void): Promise<void> {
  const loaded = await import('./webgl-renderer.ts').catch(() => null);
  await loaded?.drawWithWebgl(terminal, onChange);
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
