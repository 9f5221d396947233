'use client';

import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react';

/** From the press to its first repetition, and between repetitions, as keyboards do. Milliseconds. */
const DELAY_MS = 400;
const REPEAT_MS = 60;

/**
 * Handlers of a button that is pressed again and again while a finger holds it, and once by a tap or a key.
 * @param press what a press does
 */
export function useKeyRepeat(press: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hasRepeated = useRef(false);
  const latestPress = useRef(press);
  useEffect(() => {
    latestPress.current = press;
  }, [press]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const stop = () => clearTimeout(timer.current);
  return {
    onPointerDown({ button }: PointerEvent) {
      stop();
      if (button !== 0) return;
      hasRepeated.current = false;
      const again = () => {
        hasRepeated.current = true;
        latestPress.current();
        timer.current = setTimeout(again, REPEAT_MS);
      };
      timer.current = setTimeout(again, DELAY_MS);
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onPointerLeave: stop,
    onClick({ detail }: MouseEvent) {
      // The end of a long press may be a click, too; a key makes one of no presses.
      if (detail === 0 || !hasRepeated.current) latestPress.current();
      hasRepeated.current = false;
    },
    /** A long press would open the browser's own menu. */
    onContextMenu: (event: MouseEvent) => event.preventDefault(),
  } as const;
}
