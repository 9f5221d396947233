import { useCallback, useEffect, useState } from 'react';
import type { Dragged } from './move-commands.ts';

/**
 * What the pointer drags, or null, and a stable function that sets it. A drag also ends without `dragend`: an element that
 * is removed by its own drop gets no more events.
 */
export function useDragged(): readonly [Dragged | null, (dragged: Dragged | null) => void] {
  const [dragged, setDragged] = useState<Dragged | null>(null);
  // What appears under the pointer while a drag starts would end it.
  const drag = useCallback((what: Dragged | null) => void setTimeout(() => setDragged(what)), []);
  useEffect(() => {
    if (dragged === null) return;
    const ended = new AbortController();
    const options = { signal: ended.signal, capture: true };
    const end = () => setDragged(null);
    // Firefox and WebKit send one more move after `dragstart`.
    const released = ({ buttons }: PointerEvent) => buttons === 0 && end();
    // Those who take a drop get the event first: what is dragged is still theirs to read.
    document.addEventListener('drop', () => drag(null), options);
    // Browsers send no other pointer events while something is dragged.
    document.addEventListener('pointermove', released, options);
    document.addEventListener('pointerdown', end, options);
    return () => ended.abort();
  }, [dragged, drag]);
  return [dragged, drag];
}
