'use client';

import { type MouseEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Pod } from '#protocol/api.ts';
import type { RowWindow } from '../rows/use-row-window.ts';
import { mostCommon, type Places, placesFor, rowsOverOthers, UNMOVED } from './row-places.ts';
import type { RowHold } from './steady-pods.ts';
import { rowOf } from './use-row-hold.ts';

/** After a row has moved by itself, a click on it was meant for what was there before. Milliseconds. */
const GUARD_MS = 400;

/** What a user scrolls with; after it the list does not go back to its top by itself. */
const USER_EVENTS = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

/** The rows of one commit. */
interface Seen {
  readonly pods: readonly Pod[];
  readonly view: string;
  readonly hold: RowHold;
  /** Where each rendered row begins, from the first row's top. */
  readonly starts: ReadonlyMap<string, number>;
  readonly height: number;
}

/** Empty space around the rows. */
export function usePads() {
  return useState<Places>(UNMOVED);
}

/**
 * Keeps rows in place when others come and go: the held row exactly; else most of the visible rows, unless the list is
 * at its top. A new `view` starts at the top.
 * @param view identifies filter, order and place
 * @returns for the table, in the capture phase: ignores clicks on rows that have just moved, and clicks that began on the
 *   row of another pod, since rows of another view take over its elements
 */
export function useRowPlaces(
  scroller: RefObject<HTMLElement | null>,
  { layout, from, to }: RowWindow,
  [pads, setPads]: ReturnType<typeof usePads>,
  { pods, view, hold }: Omit<Seen, 'starts' | 'height'>,
): (event: MouseEvent) => void {
  const seen = useRef<Seen>(undefined);
  /** The last change that put rows where others had been, and those rows. */
  const moved = useRef<{ readonly rows: ReadonlySet<string>; readonly at: number }>(undefined);
  /** The scroll position before the change that is being rendered. */
  const scrollTop = useRef(0);
  /** The row on which the pointer was pressed last. */
  const pressed = useRef<string>(undefined);
  /** The list was at its top before a held row moved it. */
  const returns = useRef(false);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const listening = new AbortController();
    const passive = { passive: true, signal: listening.signal };
    element.addEventListener(
      'scroll',
      () => {
        scrollTop.current = element.scrollTop;
      },
      passive,
    );
    const stay = () => {
      returns.current = false;
    };
    for (const type of USER_EVENTS) element.addEventListener(type, stay, passive);
    element.addEventListener(
      'pointerdown',
      ({ target }) => {
        pressed.current = rowOf(target);
      },
      passive,
    );
    return () => listening.abort();
  }, [scroller]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const before = seen.current;
    const starts = new Map<string, number>();
    let height = 0;
    for (let index = from; index < to; index += 1) {
      const pod = pods[index];
      const start = layout.startOf(index);
      if (pod !== undefined) starts.set(pod.uid, start);
      height = Math.max(height, layout.startOf(index + 1) - start);
    }
    seen.current = { pods, view, hold, starts, height };
    if (before === undefined || (before.pods === pods && before.view === view && before.hold === hold))
      return;

    const go = (next: Places) => {
      if (next.padTop !== pads.padTop || next.padBottom !== pads.padBottom) setPads(next);
      else if (element.scrollTop !== next.scrollTop) element.scrollTop = next.scrollTop;
      scrollTop.current = next.scrollTop;
    };
    if (before.view !== view) {
      returns.current = false;
      // Not asked of the element: that would lay the page out at once, for each key in the filter.
      if (scrollTop.current !== 0 || pads !== UNMOVED) go(UNMOVED);
      return;
    }
    const header = element.querySelector('thead')?.offsetHeight ?? 0;
    const room = { rows: layout.total, shown: element.clientHeight - header };
    const now: Places = { ...pads, scrollTop: unclamped(element, scrollTop.current) };
    const shifts = shiftsOf(before.starts, pods, layout.startOf);
    const next = nextPlaces();
    if (before.pods !== pods) {
      const scrolled = next.scrollTop - next.padTop - (now.scrollTop - now.padTop);
      const rows = rowsOverOthers(before.starts, starts, scrolled, Math.max(before.height, height));
      if (rows.size > 0) moved.current = { rows, at: performance.now() };
    }
    go(next);

    function nextPlaces(): Places {
      switch (hold.kind) {
        case 'all':
          return now;
        case 'row': {
          const shift = shifts.get(hold.uid);
          if (shift === undefined) return now;
          if (now.scrollTop === 0 && shift > 0) returns.current = true;
          return placesFor(now, shift, room, true);
        }
        case 'none': {
          const top = now.scrollTop - now.padTop;
          if (returns.current || top <= 0) {
            returns.current = false;
            return UNMOVED;
          }
          const inSight = [...shifts].filter(([uid]) => {
            const start = before?.starts.get(uid) ?? 0;
            return start >= top && start < top + room.shown;
          });
          return placesFor(now, mostCommon(inSight.map(([, shift]) => shift)), room, false);
        }
      }
    }
  });

  const isFirst = useRef(true);
  useLayoutEffect(() => {
    // The space is rendered now, so the list can scroll there.
    if (scroller.current !== null && !isFirst.current) scroller.current.scrollTop = pads.scrollTop;
    isFirst.current = false;
  }, [scroller, pads]);

  return (event) => {
    // A click from the keyboard has detail 0; it goes to what has the focus.
    if (event.detail === 0) return;
    const uid = rowOf(event.target);
    if (uid === undefined) return;
    const isOther = pressed.current !== undefined && pressed.current !== uid;
    pressed.current = undefined;
    const { rows, at } = moved.current ?? NOT_MOVED;
    if (!isOther && (!rows.has(uid) || performance.now() - at >= GUARD_MS)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

const NOT_MOVED = { rows: new Set<string>(), at: 0 };

/** The position before the browser cut it down to what is left of the list. */
function unclamped(element: HTMLElement, last: number): number {
  const { scrollTop, scrollHeight, clientHeight } = element;
  return last > scrollTop && scrollTop >= scrollHeight - clientHeight - 1 ? last : scrollTop;
}

/** By how much each known row begins further down than before. */
function shiftsOf(
  before: ReadonlyMap<string, number>,
  pods: readonly Pod[],
  startOf: (index: number) => number,
): ReadonlyMap<string, number> {
  const shifts = new Map<string, number>();
  pods.forEach(({ uid }, index) => {
    const start = before.get(uid);
    if (start !== undefined) shifts.set(uid, startOf(index) - start);
  });
  return shifts;
}
