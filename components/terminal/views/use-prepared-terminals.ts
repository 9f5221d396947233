'use client';

import { useEffect } from 'react';
import { askEndpoint } from '../connection/known-endpoint.ts';
import type { ScreenLook } from '../screen/look/screen-look.ts';
import { terminalFontLoaded } from '../screen/look/terminal-font.ts';
import { useScreenLook } from './settings/use-screen-look.ts';

/** What surrounds a terminal in its window: tabs above it, padding. CSS pixels; a wrong value costs a resize. */
const SURROUNDINGS = { width: 12, height: 53 };

/**
 * Loads the code and the font of a terminal, asks what the server's endpoint is like, and keeps a terminal in reserve: the
 * first one opens as fast as the next.
 * @param sockjsPrefix path of the SockJS endpoint
 * @param share of the window's height that a terminal is likely to get
 */
export function usePreparedTerminals(sockjsPrefix: string, share: number): void {
  const look = useScreenLook();
  useEffect(() => {
    void askEndpoint(sockjsPrefix);
  }, [sockjsPrefix]);
  useEffect(() => {
    void keepSpare(look, share);
  }, [look, share]);
}

/** Never rejects. */
async function keepSpare(look: ScreenLook, share: number): Promise<void> {
  const { font, fontSize } = look.settings;
  const code = import('../screen/xterm-screen.ts');
  // Without the server, the terminal says later what is wrong.
  const [loaded] = await Promise.allSettled([
    code,
    import('sockjs-client'),
    // However long it takes: what was measured in another font stays so.
    terminalFontLoaded(font, fontSize),
  ]);
  if (loaded.status === 'rejected') return;
  loaded.value.spareTerminals.keep(look, {
    width: window.innerWidth - SURROUNDINGS.width,
    height: window.innerHeight * share - SURROUNDINGS.height,
  });
}
