'use client';

import { type KeyboardEvent, type MouseEvent, type RefObject, useCallback, useRef, useState } from 'react';

/**
 * A menu or popover whose code comes only when somebody is about to need it: fetched when its button is pointed at or
 * focused, shown when it is pressed. What never opens costs the first load nothing.
 * @param load fetches the code; may be called often
 */
export function useLateLayer(load: () => Promise<unknown>) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [loaded, setLoaded] = useState(false);
  const [open, setOpen] = useState(false);
  const [byKeyboard, setByKeyboard] = useState(false);

  const change = useCallback(
    (next: boolean, keyboard = false) => {
      if (!next) {
        setOpen(false);
        return;
      }
      load().then(
        () => {
          setByKeyboard(keyboard);
          setLoaded(true);
          setOpen(true);
        },
        // The server may be away for a moment; the next press asks again.
        () => {},
      );
    },
    [load],
  );
  const prepare = useCallback(() => {
    load().catch(() => {});
  }, [load]);

  return {
    trigger,
    loaded,
    open,
    byKeyboard,
    change,
    triggerProps: {
      ref: trigger,
      'aria-expanded': open,
      'data-state': open ? 'open' : 'closed',
      // A click that no pointer made has no count of presses.
      onClick: (event: MouseEvent) => change(!open, event.detail === 0),
      onPointerEnter: prepare,
      onFocus: prepare,
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key !== 'ArrowDown') return;
        event.preventDefault();
        change(true, true);
      },
    },
  } as const;
}

/** A layer as the button that opens it knows it. */
export interface LateLayer {
  readonly trigger: RefObject<HTMLButtonElement | null>;
  readonly open: boolean;
  /** Opened by a key, so that its first choice has to have the focus. */
  readonly byKeyboard?: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/**
 * Handlers that let a layer close well: the focus goes back to the button, unless a press elsewhere has taken it, and
 * a press on the button is left to the button.
 * @param placeFocus puts the focus elsewhere instead, where it gives true
 */
export function useLayerClosing({ trigger }: LateLayer, placeFocus: () => boolean = () => false) {
  const leftByPress = useRef(false);
  return {
    onCloseAutoFocus(event: Event) {
      event.preventDefault();
      if (!placeFocus() && !leftByPress.current) trigger.current?.focus();
      leftByPress.current = false;
    },
    onInteractOutside(event: { readonly target: EventTarget | null; preventDefault(): void }) {
      if (event.target instanceof Node && trigger.current?.contains(event.target)) event.preventDefault();
      else leftByPress.current = true;
    },
  } as const;
}
