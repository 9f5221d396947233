'use client';

import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { ScreenSize } from '../connection/ports.ts';
import type { ScreenLook } from '../screen/look/screen-look.ts';
import { type FontFit, nextFit } from './fitted-font.ts';

/** xterm's element that is as large as its rows and columns, and the one that has room for it. */
const SCREEN = '.xterm-screen';
const ROOM = '[data-scrolls]';

/**
 * The user's look in a font that lets a terminal of somebody else's size fit into an element.
 * @param around holds the terminal
 * @param owner the size of the owner's window; null until it is known
 * @param fits false: the user's own font, and the terminal scrolls
 */
export function useFittedLook(
  look: ScreenLook,
  around: RefObject<HTMLElement | null>,
  owner: ScreenSize | null,
  fits: boolean,
): ScreenLook {
  const usual: number = look.settings.fontSize;
  const [size, setSize] = useState(usual);
  const latest = useRef(size);
  const cells = owner === null ? '' : `${owner.cols} ${owner.rows}`;
  useEffect(() => {
    const element = around.current;
    if (element === null || cells === '') return;
    let fit: FontFit = { size: latest.current, tooLarge: Number.POSITIVE_INFINITY };
    const use = (next: FontFit) => {
      fit = next;
      latest.current = next.size;
      setSize(next.size);
    };
    if (!fits) {
      use({ ...fit, size: usual });
      return;
    }
    let seen = '';
    const measure = () => {
      const screen = element.querySelector<HTMLElement>(SCREEN);
      const room = screen?.closest<HTMLElement>(ROOM);
      if (screen === null || !room) return;
      const { clientWidth: width, clientHeight: height } = room;
      if (`${width} ${height}` !== seen) fit = { ...fit, tooLarge: Number.POSITIVE_INFINITY };
      seen = `${width} ${height}`;
      use(nextFit(fit, usual, Math.min(width / screen.offsetWidth, height / screen.offsetHeight)));
    };
    const sizes = new ResizeObserver(measure);
    const watchScreen = () => {
      for (const part of element.querySelectorAll(`${SCREEN}, ${ROOM}`)) sizes.observe(part);
    };
    // The screen comes later than this page.
    const parts = new MutationObserver(watchScreen);
    parts.observe(element, { childList: true, subtree: true });
    watchScreen();
    return () => {
      sizes.disconnect();
      parts.disconnect();
    };
  }, [around, cells, fits, usual]);
  return useMemo(() => ({ ...look, settings: { ...look.settings, fontSize: size } }), [look, size]);
}
