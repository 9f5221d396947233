'use client';

import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Pod } from '#protocol/api.ts';
import { evenLayout, type RowLayout, unevenLayout } from './row-layout.ts';
import type { RowHeights } from './use-row-heights.ts';

/** Height of the list when the server renders it: enough rows for a large screen. */
const SERVER_PX = 1000;
/** Extra rows above and below: what one wheel step can reveal before the next render. */
const OVERSCAN = 6;

/** Which rows of a long list exist: those in sight, and some above and below. */
export interface RowWindow {
  /** From the first row's top. */
  readonly layout: RowLayout;
  /** Empty space above the first row. CSS pixels. */
  readonly padTop: number;
  /** The first row that exists. */
  readonly from: number;
  /** The row after the last one in sight. */
  readonly sightTo: number;
  /** The row after the last one that exists. */
  readonly to: number;
  /** The first row that begins in sight. */
  readonly first: number;
}

/** Where the list is scrolled to. */
interface Sight {
  readonly view: string;
  readonly top: number;
  readonly height: number;
}

/** @param view identifies filter, order and place: in a new one the list is at its top */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  pods: readonly Pod[],
  view: string,
  padTop: number,
  heights: RowHeights,
): RowWindow {
  const { areCards, usual, cards } = heights;
  const layout = useMemo(
    () =>
      areCards
        ? unevenLayout(pods.length, (index) => cards.get(pods[index]?.uid ?? '') ?? usual)
        : evenLayout(pods.length, usual),
    [pods, areCards, usual, cards],
  );
  const [sight, setSight] = useState<Sight>({ view, top: 0, height: SERVER_PX });
  // Another view begins at its top, and an earlier one does when it comes back.
  if (sight.view !== view && sight.top !== 0) setSight({ view, top: 0, height: sight.height });
  const now = windowOf(layout, padTop, sight.top, sight.height);
  const latest = useRef({ view, now, cards, pods });

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = (height: number) => {
      const { view, now } = latest.current;
      const top = element.scrollTop;
      const next = windowOf(now.layout, now.padTop, top, height);
      if (next.from === now.from && next.to === now.to && next.first === now.first) return;
      // In the frame that scrolls, or there is nothing to see in it.
      flushSync(() => setSight({ view, top, height }));
    };
    let shown = SERVER_PX;
    const onScroll = () => look(shown);
    // The observer knows the height without laying the page out, and says it once when it begins.
    const observer = new ResizeObserver(([entry]) => {
      shown = entry?.borderBoxSize[0]?.blockSize ?? shown;
      look(shown);
    });
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller]);

  useLayoutEffect(() => {
    const before = latest.current;
    latest.current = { view, now, cards, pods };
    const element = scroller.current;
    // Cards above were measured: what is in sight stays where it is.
    if (!areCards || before.cards === cards || before.pods !== pods || element === null) return;
    const top = element.scrollTop - padTop;
    const first = before.now.layout.indexAt(top);
    const shift = layout.startOf(first) - before.now.layout.startOf(first);
    if (top > 0 && shift !== 0) element.scrollTop += shift;
  });
  return now;
}

function windowOf(layout: RowLayout, padTop: number, top: number, height: number): RowWindow {
  const count = layout.total === 0 ? 0 : layout.indexAt(layout.total) + 1;
  const at = layout.indexAt(top - padTop);
  const first = layout.startOf(at) < top - padTop && at + 1 < count ? at + 1 : at;
  const sightTo = Math.min(count, layout.indexAt(top - padTop + height) + 1);
  return {
    layout,
    padTop,
    sightTo,
    from: Math.max(0, at - OVERSCAN),
    to: Math.min(count, sightTo + OVERSCAN),
    first,
  };
}
