'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { loadPatiently } from './load-patiently.ts';
import { whenIdle } from './when-idle.ts';

/** The page's tooltips. Their code is loaded when the page is idle; what was pressed meanwhile is explained then. */
export function LazyTooltipHost() {
  const [host, setHost] = useState<ReactNode>(null);
  useEffect(() => {
    const ended = new AbortController();
    let pressed: EventTarget | null = null;
    document.addEventListener('click', (event) => (pressed = event.target), { signal: ended.signal });
    const load = async () => {
      const { TooltipHost } = await loadPatiently(() => import('./tooltip-host.tsx'));
      if (ended.signal.aborted) return;
      setHost(<TooltipHost pressed={pressed} />);
      ended.abort();
    };
    const cancel = whenIdle(() => void load());
    return () => {
      cancel();
      ended.abort();
    };
  }, []);
  return host;
}
