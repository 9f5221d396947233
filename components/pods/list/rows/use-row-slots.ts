'use client';

import { useLayoutEffect, useRef } from 'react';
import { NO_SLOTS, nextSlots } from './row-slots.ts';

/** Keys for the rows of a list. @param view identifies filter, order and place @param pinned see {@link nextSlots} */
export function useRowSlots(
  view: string,
  uids: readonly string[],
  pinned: ReadonlySet<string>,
): readonly number[] {
  const last = useRef({ view, slots: NO_SLOTS });
  const slots = nextSlots(last.current.slots, uids, last.current.view === view, pinned);
  useLayoutEffect(() => {
    last.current = { view, slots };
  });
  return slots.keys;
}
