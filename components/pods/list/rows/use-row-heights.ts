'use client';

import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useMediaQuery } from '#components/ui/use-media-query.ts';

/** Where rows are cards: Tailwind's `max-md`. */
const CARDS = '(width < 48rem)';

/** Until a card is measured. CSS pixels. */
const CARD_PX = 90;

export interface RowHeights {
  /** Rows are cards, which are as high as their text. */
  readonly areCards: boolean;
  /** Of a row; of a card that was not measured yet. CSS pixels. */
  readonly usual: number;
  /** Of measured cards, by uid. */
  readonly cards: ReadonlyMap<string, number>;
}

interface Measured {
  /** What was expected of a row when it was measured. */
  readonly rowPx: number;
  readonly row: number;
  readonly cards: ReadonlyMap<string, number>;
}

/**
 * The heights of the rows in a table body. All rows of a table have that of the first one, which depends on the font size
 * and the pointer; cards are measured one by one. An observer measures: reading a height lays the page out at once, and
 * once more for each key in the filter.
 * @param rowPx expected height of a row
 */
export function useRowHeights(body: RefObject<HTMLElement | null>, rowPx: number): RowHeights {
  const areCards = useMediaQuery(CARDS);
  const [measured, setMeasured] = useState<Measured>({ rowPx, row: rowPx, cards: NONE });
  const observe = useRef<(rows: readonly Element[]) => void>(undefined);

  useLayoutEffect(() => {
    // Another density has another observer, which says the height of a row even if it is the same.
    const observer = new ResizeObserver((entries) => {
      // Before the frame is painted.
      flushSync(() => setMeasured((before) => withMeasured(before, entries, areCards, rowPx)));
    });
    observe.current = observing(observer);
    return () => observer.disconnect();
  }, [areCards, rowPx]);
  useLayoutEffect(() => {
    const rows = [...(body.current?.querySelectorAll('tr[data-uid]') ?? [])];
    observe.current?.(areCards ? rows : rows.slice(0, 1));
  });

  const usual = areCards ? CARD_PX : measured.rowPx === rowPx ? measured.row : rowPx;
  return { areCards, usual, cards: measured.cards };
}

const NONE: ReadonlyMap<string, number> = new Map();

function withMeasured(
  before: Measured,
  entries: readonly ResizeObserverEntry[],
  areCards: boolean,
  rowPx: number,
): Measured {
  if (!areCards) {
    const row = heightOf(entries[0]);
    return row === 0 || (row === before.row && rowPx === before.rowPx) ? before : { rowPx, row, cards: NONE };
  }
  const cards = new Map(before.cards);
  let isNew = false;
  for (const entry of entries) {
    const uid = (entry.target as HTMLElement).dataset.uid;
    const height = heightOf(entry);
    if (uid === undefined || height === 0 || cards.get(uid) === height) continue;
    cards.set(uid, height);
    isNew = true;
  }
  return isNew ? { ...before, cards } : before;
}

/** 0 for a row that was taken away. */
function heightOf(entry: ResizeObserverEntry | undefined): number {
  return entry?.borderBoxSize[0]?.blockSize ?? 0;
}

/** @returns observes these elements and no others; those that stay are not said again */
function observing(observer: ResizeObserver): (elements: readonly Element[]) => void {
  let observed: ReadonlySet<Element> = new Set();
  return (elements) => {
    const wanted = new Set(elements);
    for (const element of observed) if (!wanted.has(element)) observer.unobserve(element);
    for (const element of wanted) if (!observed.has(element)) observer.observe(element);
    observed = wanted;
  };
}
