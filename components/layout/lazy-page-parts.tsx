'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { loadPatiently } from '#components/ui/load-patiently.ts';
import { whenIdle } from '#components/ui/when-idle.ts';

/** {@link PageParts}. Their code is loaded when the page is idle; what was pressed meanwhile is explained then. */
export function LazyPageParts() {
  const [parts, setParts] = useState<ReactNode>(null);
  useEffect(() => {
    const ended = new AbortController();
    let pressed: EventTarget | null = null;
    document.addEventListener('click', (event) => (pressed = event.target), { signal: ended.signal });
    const load = async () => {
      const { PageParts } = await loadPatiently(() => import('./page-parts.tsx'));
      if (ended.signal.aborted) return;
      setParts(<PageParts pressed={pressed} />);
      ended.abort();
    };
    const cancel = whenIdle(() => void load());
    return () => {
      cancel();
      ended.abort();
    };
  }, []);
  return parts;
}
