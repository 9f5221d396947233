/** Scrolls a terminal by touch. xterm itself only handles the wheel. */

import type { Terminal } from '@xterm/xterm';
import { FingerScroll } from './finger-scroll.ts';

/**
 * @param element the terminal's element; its `touch-action` must leave vertical movements to this module
 * @param runsOn true: scrolling has momentum
 * @returns a function that stops it
 */
export function scrollByTouch(terminal: Terminal, element: HTMLElement, runsOn: () => boolean): () => void {
  const watching = new AbortController();
  const { signal } = watching;
  const scroll = new FingerScroll(() => (terminal.element?.clientHeight ?? 0) / terminal.rows);
  /** The finger that scrolls; null: none, or several, which zoom. */
  let finger: number | null = null;
  let frame = 0;

  const run = (time: number) => {
    scrollLines(terminal, scroll.run(time));
    if (scroll.isMoving) frame = requestAnimationFrame(run);
  };
  const onDown = ({ pointerType, pointerId, isPrimary, clientY, timeStamp }: PointerEvent) => {
    if (pointerType !== 'touch') return;
    cancelAnimationFrame(frame);
    finger = isPrimary ? pointerId : null;
    scroll.start(clientY, timeStamp);
  };
  const onMove = ({ pointerId, clientY, timeStamp }: PointerEvent) => {
    if (pointerId === finger) scrollLines(terminal, scroll.move(clientY, timeStamp));
  };
  const onUp = ({ type, pointerId, timeStamp }: PointerEvent) => {
    if (pointerId !== finger) return;
    finger = null;
    scroll.end(timeStamp);
    if (type === 'pointercancel' || !runsOn()) scroll.stop();
    if (scroll.isMoving) frame = requestAnimationFrame(run);
  };
  element.addEventListener('pointerdown', onDown, { signal });
  element.addEventListener('pointermove', onMove, { signal });
  element.addEventListener('pointerup', onUp, { signal });
  element.addEventListener('pointercancel', onUp, { signal });
  return () => {
    watching.abort();
    cancelAnimationFrame(frame);
  };
}

function scrollLines(terminal: Terminal, lines: number): void {
  if (lines === 0) return;
  if (terminal.modes.mouseTrackingMode === 'none' && terminal.buffer.active.type === 'normal') {
    terminal.scrollLines(lines);
    return;
  }
  // A full-screen program scrolls its own content: xterm reports a wheel event to it.
  const screen = terminal.element?.querySelector('.xterm-screen');
  const { left = 0, top = 0, width = 0, height = 0 } = screen?.getBoundingClientRect() ?? {};
  const place = { clientX: left + width / 2, clientY: top + height / 2 };
  for (let line = 0; line < Math.abs(lines); line += 1) {
    const turn = { deltaY: Math.sign(lines), deltaMode: WheelEvent.DOM_DELTA_LINE };
    screen?.dispatchEvent(new WheelEvent('wheel', { ...turn, ...place, bubbles: true, cancelable: true }));
  }
}
