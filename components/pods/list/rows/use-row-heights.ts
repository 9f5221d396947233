'use client';

import { type RefObject, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

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
  const areCards = useSyncExternalStore(subscribe, read, () => false);
  const [measured, setMeasured] = useState<Measured>({ rowPx, row: rowPx, cards: NONE });
  const observer = useRef<ResizeObserver>(undefined);
  const observed = useRef<ReadonlySet<Element>>(new Set());

  const latest = useRef({ areCards, rowPx });
  useLayoutEffect(() => {
    latest.current = { areCards, rowPx };
    observer.current ??= new ResizeObserver((entries) => {
      const now = latest.current;
      // Before the frame is painted.
      flushSync(() => setMeasured((before) => withMeasured(before, entries, now)));
    });
    const rows = [...(body.current?.querySelectorAll('tr[data-uid]') ?? [])];
    const wanted = new Set(areCards ? rows : rows.slice(0, 1));
    for (const row of observed.current) if (!wanted.has(row)) observer.current.unobserve(row);
    for (const row of wanted) if (!observed.current.has(row)) observer.current.observe(row);
    observed.current = wanted;
  });
  useEffect(
    () => () => {
      observer.current?.disconnect();
      observer.current = undefined;
      observed.current = new Set();
    },
    [],
  );

  const usual = areCards ? CARD_PX : measured.rowPx === rowPx ? measured.row : rowPx;
  return { areCards, usual, cards: measured.cards };
}

const NONE: ReadonlyMap<string, number> = new Map();

function withMeasured(
  before: Measured,
  entries: readonly ResizeObserverEntry[],
  { areCards, rowPx }: { readonly areCards: boolean; readonly rowPx: number },
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

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(CARDS);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

function read(): boolean {
  return window.matchMedia(CARDS).matches;
}
