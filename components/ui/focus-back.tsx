'use client';

import { useEffect, useRef } from 'react';

/**
 * Gives the focus back when the layer around it is removed. Radix does that in a timer (`onCloseAutoFocus`), so the
 * first key after Escape could be lost; cancel that event.
 * @param place sets the focus
 */
export function FocusBack({ place }: { place: () => void }) {
  const mark = useRef<HTMLSpanElement>(null);
  const latest = useRef(place);
  useEffect(() => {
    latest.current = place;
  });
  useEffect(() => {
    const inLayer = mark.current;
    return () => {
      // In strict mode React runs cleanups of a layer that stays.
      if (inLayer?.isConnected !== true) latest.current();
    };
  }, []);
  return <span ref={mark} hidden />;
}
