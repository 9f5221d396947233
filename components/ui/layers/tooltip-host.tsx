'use client';

import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { placeTooltip, type TooltipSide } from './tooltip-place.ts';

/** Delays before a tooltip opens and closes. Milliseconds. */
const SHOW_MS = 300;
const HIDE_MS = 120;

/**
 * Shows the tooltip of the hovered or focused element, or of a disabled one that is pressed, one at a time. Escape hides
 * it. Rendered once per page.
 * @param pressed what was pressed before this was there
 */
export function TooltipHost({ pressed: pressedBefore = null }: { pressed?: EventTarget | null }) {
  const [now, setNow] = useState<{ readonly anchor: HTMLElement; readonly text: string } | null>(null);
  const tip = useRef<HTMLDivElement>(null);
  const id = useId();

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shown: HTMLElement | null = null;
    // The row under a pointer that rests may get another pod.
    const changes = new MutationObserver(() =>
      become(shown?.dataset.tooltip === undefined ? null : shown, 0),
    );
    const become = (next: HTMLElement | null, ms: number) => {
      clearTimeout(timer);
      const apply = () => {
        shown = next;
        setNow(next && { anchor: next, text: next.dataset.tooltip ?? '' });
        changes.disconnect();
        if (next !== null) changes.observe(next, { attributeFilter: ['data-tooltip'] });
      };
      if (ms === 0) apply();
      else timer = setTimeout(apply, ms);
    };
    const onPointerOver = (event: PointerEvent) => {
      if (event.pointerType === 'touch') return;
      const found = anchorOf(event.target);
      const over = found?.dataset.tooltipOn === 'focus' ? null : found;
      if (over === shown || tip.current?.contains(event.target as Node)) clearTimeout(timer);
      else if (over !== null) become(over, shown === null ? SHOW_MS : 0);
      else become(null, HIDE_MS);
    };
    const showFocused = (target: EventTarget | null) => {
      const focused = anchorOf(target);
      if (focused?.matches(':focus-visible')) become(focused, 0);
    };
    const onFocusIn = (event: FocusEvent) => showFocused(event.target);
    const hide = () => become(null, 0);
    // A finger does not hover, and a button that does nothing must say why.
    const showPressed = (target: EventTarget | null) => {
      const pressed = anchorOf(target);
      if (pressed?.getAttribute('aria-disabled') === 'true') become(pressed, 0);
    };
    const onClick = (event: MouseEvent) => showPressed(event.target);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide();
    };
    // The keyboard may have been faster than this code.
    showFocused(document.activeElement);
    showPressed(pressedBefore);
    const ended = new AbortController();
    const { signal } = ended;
    document.addEventListener('pointerover', onPointerOver, { signal });
    document.addEventListener('pointerdown', hide, { signal });
    document.addEventListener('click', onClick, { signal });
    document.addEventListener('focusin', onFocusIn, { signal });
    document.addEventListener('focusout', hide, { signal });
    document.addEventListener('keydown', onKeyDown, { signal });
    document.addEventListener('scroll', hide, { capture: true, passive: true, signal });
    return () => {
      clearTimeout(timer);
      changes.disconnect();
      ended.abort();
    };
  }, [pressedBefore]);

  useLayoutEffect(() => {
    if (now === null || tip.current === null) return;
    const { anchor } = now;
    const side = (anchor.dataset.tooltipSide ?? 'top') as TooltipSide;
    const window = {
      width: document.documentElement.clientWidth,
      height: document.documentElement.clientHeight,
    };
    const place = placeTooltip(
      anchor.getBoundingClientRect(),
      tip.current.getBoundingClientRect(),
      side,
      window,
    );
    tip.current.style.left = `${place.left}px`;
    tip.current.style.top = `${place.top}px`;
    // A screen reader has said it: it is the button's name.
    if (now.text === anchor.getAttribute('aria-label')) return;
    const described = anchor.getAttribute('aria-describedby');
    anchor.setAttribute('aria-describedby', described === null ? id : `${described} ${id}`);
    return () => {
      if (described === null) anchor.removeAttribute('aria-describedby');
      else anchor.setAttribute('aria-describedby', described);
    };
  }, [now, id]);

  if (now === null) return null;
  return (
    <div
      ref={tip}
      id={id}
      role="tooltip"
      className="fixed top-0 left-0 z-60 w-max max-w-80 rounded-md bg-ink px-2 py-1.5 text-canvas text-xs shadow-pop"
    >
      {now.text}
    </div>
  );
}

function anchorOf(target: EventTarget | null): HTMLElement | null {
  const anchor = target instanceof Element ? target.closest<HTMLElement>('[data-tooltip]') : null;
  // Its menu or popover is open, and would be covered.
  return anchor?.getAttribute('aria-expanded') === 'true' ? null : anchor;
}
