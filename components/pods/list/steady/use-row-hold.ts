'use client';

import { type RefObject, useEffect, useState } from 'react';
import type { RowHold } from './steady-pods.ts';

/** A pointer that does not move for this time rests. Milliseconds. */
export const REST_MS = 2000;

const NONE: RowHold = { kind: 'none' };
const ALL: RowHold = { kind: 'all' };

/**
 * What the user points at, in the rows of a table body. Rows carry `data-uid`. Pointer events are native ones: React
 * also reports those of a row's menu, which is elsewhere on the screen.
 */
export function useRowHold(body: RefObject<HTMLElement | null>): RowHold {
  const [hold, setHold] = useState<RowHold>(NONE);
  useEffect(() => {
    const element = body.current;
    if (element === null) return;
    let pointed: string | undefined;
    let moving = false;
    let pressed = false;
    let byTouch = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const update = () => {
      const uid = pointed ?? focusedRow(element);
      const next: RowHold = moving ? ALL : uid === undefined ? NONE : { kind: 'row', uid };
      setHold((before) => (isSame(before, next) ? before : next));
    };
    const rest = () => {
      if (pressed) {
        timer = setTimeout(rest, REST_MS);
        return;
      }
      moving = false;
      // A finger that is not on the screen points at nothing.
      if (byTouch) pointed = undefined;
      update();
    };
    const move = () => {
      moving = true;
      clearTimeout(timer);
      timer = setTimeout(rest, REST_MS);
      update();
    };
    const onPointer = (event: PointerEvent) => {
      byTouch = event.pointerType === 'touch';
      pressed = event.type !== 'pointerup' && event.buttons !== 0;
      pointed = rowOf(event.target);
      move();
    };
    // Also sent when the list scrolls under a pointer that rests.
    const onOver = (event: PointerEvent) => {
      pointed = rowOf(event.target);
      update();
    };
    const onLeave = (event: PointerEvent) => {
      pressed = false;
      // The click of a tap comes after this event.
      if (event.pointerType === 'touch') return;
      clearTimeout(timer);
      pointed = undefined;
      moving = false;
      update();
    };
    const listening = new AbortController();
    const passive = { passive: true, signal: listening.signal };
    for (const type of ['pointermove', 'pointerdown', 'pointerup'] as const)
      element.addEventListener(type, onPointer, passive);
    element.addEventListener('wheel', move, passive);
    element.addEventListener('pointerover', onOver, passive);
    element.addEventListener('pointerleave', onLeave, passive);
    document.addEventListener('focusin', update, passive);
    document.addEventListener('focusout', update, passive);
    return () => {
      listening.abort();
      clearTimeout(timer);
    };
  }, [body]);
  return hold;
}

function isSame(a: RowHold, b: RowHold): boolean {
  return a.kind === b.kind && (a.kind !== 'row' || b.kind !== 'row' || a.uid === b.uid);
}

/** The uid of the row that an element is in. */
export function rowOf(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('tr[data-uid]')?.dataset.uid : undefined;
}

/** The row that has the focus, or whose menu has it. */
function focusedRow(body: HTMLElement): string | undefined {
  const active = document.activeElement;
  const inMenu = active !== null && active.closest('[role="menu"]') !== null;
  const element = inMenu ? body.querySelector('[data-state="open"]') : active;
  return element !== null && body.contains(element) ? rowOf(element) : undefined;
}
