'use client';

import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react';

/** Delay before the first repetition, and between repetitions, like a keyboard's. Milliseconds. */
const DELAY_MS = 400;
const REPEAT_MS = 60;

/**
 * Handlers for a button that repeats while it is held down; a tap or a key presses it once.
 * @param press called for each press
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
      // A long press may end with a click; a key causes a click without pointer presses.
      if (detail === 0 || !hasRepeated.current) latestPress.current();
      hasRepeated.current = false;
    },
    /** Prevents the browser's menu on a long press. */
    onContextMenu: (event: MouseEvent) => event.preventDefault(),
  } as const;
}
