'use client';

import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { whenIdle } from '#components/ui/when-idle.ts';
import type { Pod } from '#protocol/api.ts';
import { NO_SLOTS, nextSlots } from './row-slots.ts';
import type { RowWindow } from './use-row-window.ts';

/** A row that exists. */
export interface Row {
  /** Of its element, for React. */
  readonly key: number;
  readonly pod: Pod;
  /** In the list. */
  readonly index: number;
}

/**
 * The user types no further. Milliseconds. The browser paints 60 times a second, so the rows of a letter would wait for
 * those out of sight that were painted for the letter before.
 */
export const PAUSE_MS = 150;

/**
 * The rows that exist, in order. In another view those in sight are rendered first; the ones below them show their old
 * pods until the user types no further and the page is idle, so that what is in sight is painted first.
 * @param view identifies filter, order and place
 * @param pinned see {@link nextSlots}
 */
export function useRows(
  view: string,
  { from, sightTo, to }: RowWindow,
  pods: readonly Pod[],
  pinned: ReadonlySet<string>,
): readonly Row[] {
  const [settled, settle] = useState(view);
  const isSettled = settled === view;
  useEffect(() => {
    if (isSettled) return;
    let cancel = () => {};
    const timer = setTimeout(() => {
      cancel = whenIdle(() => settle(view));
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      cancel();
    };
  }, [view, isSettled]);
  const last = useRef({ view, slots: NO_SLOTS, rows: NO_ROWS });
  const before = last.current;
  const shown = pods.slice(from, isSettled ? to : sightTo);
  const uids = shown.map(({ uid }) => uid);
  const { keys, next } = nextSlots(before.slots, uids, before.view === view, pinned);
  const rows = shown.map((pod, place): Row => ({ key: keys[place] ?? place, pod, index: from + place }));
  if (!isSettled) {
    const taken = new Set(keys);
    const known = new Set([...uids, ...pinned]);
    const old = before.rows.filter(({ key, pod }) => !taken.has(key) && !known.has(pod.uid));
    rows.push(...old.slice(0, to - sightTo));
  }
  useLayoutEffect(() => {
    const slots = { uids: rows.map(({ pod }) => pod.uid), keys: rows.map(({ key }) => key), next };
    last.current = { view, slots, rows };
  });
  return rows;
}

const NO_ROWS: readonly Row[] = [];
