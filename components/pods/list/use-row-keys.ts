'use client';

import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { Pod } from '#protocol/api.ts';
import type { RowWindow } from './rows/use-row-window.ts';
import { rowOf } from './steady/use-row-hold.ts';

export interface RowKeys {
  /** The row whose name is the list's one tab stop; undefined for the first row in sight. */
  readonly stop: string | undefined;
  /** For the table. */
  readonly handlers: {
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onFocus: (event: { readonly target: EventTarget }) => void;
    readonly onBlur: () => void;
  };
  /** Moves the focus by this many rows; from elsewhere on the page, to the row that had it last. */
  readonly move: (rows: 1 | -1) => void;
  /** Moves the focus to the first row. */
  readonly enter: () => void;
  /** Presses the Shell button of the row that has the focus. */
  readonly openShell: () => void;
}

/**
 * Arrow keys in the list: up and down move from name to name, left and right to the other controls of a row. Rows come
 * and go with scrolling, so the focus is set when the row is rendered.
 * @param onLeaveTop called for an arrow up on the first row
 */
export function useRowKeys(
  scroller: RefObject<HTMLElement | null>,
  window: RowWindow,
  pods: readonly Pod[],
  onLeaveTop: () => void,
): RowKeys {
  const [stop, setStop] = useState<string>();
  /** The row that gets the focus as soon as it is rendered. */
  const wanted = useRef<string>(undefined);
  /** The row that has the focus, and its place. */
  const focused = useRef<{ readonly uid: string; readonly index: number }>(undefined);
  const latest = useRef({ pods, stop, window });

  const goTo = useCallback(
    (index: number) => {
      const pod = latest.current.pods[index];
      if (pod === undefined) return;
      wanted.current = pod.uid;
      setStop(pod.uid);
      reveal(scroller.current, latest.current.window, index);
      focusWanted(scroller.current, wanted);
    },
    [scroller],
  );

  useLayoutEffect(() => {
    latest.current = { pods, stop, window };
    focusWanted(scroller.current, wanted);
    const last = focused.current;
    // The filter or the cluster has taken the row that had the focus: the row in its place gets it.
    if (last !== undefined && wanted.current === undefined && isNowhere() && !has(pods, last.uid)) {
      focused.current = undefined;
      goTo(Math.min(last.index, pods.length - 1));
    }
  });

  const move = useCallback(
    (rows: 1 | -1) => {
      const { pods, stop } = latest.current;
      const active = rowOf(document.activeElement);
      const from = pods.findIndex(({ uid }) => uid === (active ?? stop));
      if (from < 0) goTo(0);
      else goTo(active === undefined ? from : from + rows);
    },
    [goTo],
  );

  useEffect(() => {
    // The focus is nowhere after the page has loaded, or when the row that had it was scrolled away.
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.target !== document.body || event.defaultPrevented || hasModifier(event)) return;
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [move]);

  return {
    stop,
    move,
    enter: useCallback(() => goTo(0), [goTo]),
    openShell: useCallback(() => {
      const button = controlsOf(rowOfFocus())[1];
      // The tooltip of a button that is not available says why.
      if (button?.ariaDisabled === 'true') button.focus();
      else button?.click();
    }, []),
    handlers: {
      onFocus: ({ target }) => {
        const uid = rowOf(target);
        if (uid === undefined) return;
        focused.current = { uid, index: pods.findIndex((pod) => pod.uid === uid) };
        setStop(uid);
      },
      onBlur: () => {
        focused.current = undefined;
      },
      onKeyDown: (event) => {
        // Of the header, or of a row that the focus has just left.
        const row = rowOfFocus();
        if (row === null || !row.contains(event.target as Node)) return;
        if (event.defaultPrevented || hasModifier(event)) return;
        const index = pods.findIndex(({ uid }) => uid === row.dataset.uid);
        if (!takeKey(event.key, row, index)) return;
        event.preventDefault();
      },
    },
  };

  /** @returns false for a key that is not of the list */
  function takeKey(key: string, row: HTMLElement, index: number): boolean {
    switch (key) {
      case 'ArrowDown':
        goTo(index + 1);
        return true;
      case 'ArrowUp':
        if (index > 0) goTo(index - 1);
        else onLeaveTop();
        return true;
      case 'ArrowRight':
      case 'ArrowLeft': {
        const controls = controlsOf(row);
        const at = controls.indexOf(document.activeElement as HTMLElement);
        controls[at + (key === 'ArrowRight' ? 1 : -1)]?.focus();
        return true;
      }
      default:
        return false;
    }
  }
}

/** Scrolls as little as it takes to show a row below the header. */
function reveal(element: HTMLElement | null, { layout, padTop }: RowWindow, index: number): void {
  if (element === null) return;
  const start = padTop + layout.startOf(index);
  const end = padTop + layout.startOf(index + 1);
  const shown = element.clientHeight - (element.querySelector('thead')?.offsetHeight ?? 0);
  if (start < element.scrollTop) element.scrollTop = start;
  else if (end > element.scrollTop + shown) element.scrollTop = end - shown;
}

function focusWanted(element: HTMLElement | null, wanted: { current: string | undefined }): void {
  if (wanted.current === undefined) return;
  const row = element?.querySelector<HTMLElement>(`tr[data-uid="${CSS.escape(wanted.current)}"]`) ?? null;
  if (row === null) return;
  wanted.current = undefined;
  controlsOf(row)[0]?.focus({ preventScroll: true });
}

function rowOfFocus(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('tr[data-uid]') ?? null;
}

/** The name, the Shell button and its menu. */
function controlsOf(row: HTMLElement | null): HTMLElement[] {
  return [...(row?.querySelectorAll<HTMLElement>('a, button') ?? [])];
}

function hasModifier({
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
}: KeyboardEvent | globalThis.KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey || shiftKey;
}

function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function has(pods: readonly Pod[], wanted: string): boolean {
  return pods.some(({ uid }) => uid === wanted);
}
