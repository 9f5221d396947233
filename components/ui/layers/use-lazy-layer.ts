'use client';

import {
  type MouseEvent,
  type KeyboardEvent as ReactKeyboardEvent,
  type RefObject,
  useCallback,
  useMemo,
  useRef,
  useState,
} from 'react';

/**
 * A menu or popover whose code loads on demand: when its button is hovered or focused. It opens on a press. It adds
 * nothing to the first load of the page.
 * @param load loads the code; may be called often
 */
export function useLazyLayer(load: () => Promise<unknown>) {
  const trigger = useRef<HTMLButtonElement>(null);
  /** Undefined until it has opened once. */
  const [state, setState] = useState<Pick<LazyLayer, 'open' | 'byKeyboard'>>();

  const change = useCallback(
    (next: boolean, keyboard = false) => {
      if (!next) {
        setState((before) => (before?.open === true ? { ...before, open: false } : before));
        return;
      }
      load().then(
        () => setState({ open: true, byKeyboard: keyboard }),
        // The server may be restarting; the next press tries again.
        () => {},
      );
    },
    [load],
  );
  const prepare = useCallback(() => {
    load().catch(() => {});
  }, [load]);

  const layer = useMemo<LazyLayer | undefined>(
    () => state && { trigger, onOpenChange: change, ...state },
    [state, change],
  );
  const open = state?.open === true;

  return {
    trigger,
    /** Undefined until it has opened once. */
    layer,
    open,
    change,
    prepare,
    triggerProps: { ref: trigger, ...openerProps(open, prepare, change) },
  } as const;
}

/**
 * Props of a button that opens a layer.
 * @param prepare loads the layer's code
 * @param change opens or closes it
 */
export function openerProps(
  open: boolean,
  prepare: () => void,
  change: (next: boolean, byKeyboard: boolean, button: HTMLElement) => void,
) {
  return {
    ...openerState(open),
    // A click from the keyboard has detail 0.
    onClick: ({ detail, currentTarget }: Pick<MouseEvent<HTMLElement>, 'detail' | 'currentTarget'>) =>
      change(!open, detail === 0, currentTarget),
    onPointerEnter: prepare,
    onFocus: prepare,
    onKeyDown: (event: Pick<ReactKeyboardEvent<HTMLElement>, 'key' | 'currentTarget' | 'preventDefault'>) => {
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      change(true, true, event.currentTarget);
    },
  } as const;
}

/** What a button that opens a layer says of it. */
export function openerState(open: boolean) {
  return { 'aria-expanded': open, 'data-state': open ? 'open' : 'closed' } as const;
}

/** The layer, for the button that opens it. */
export interface LazyLayer {
  readonly trigger: RefObject<HTMLElement | null>;
  readonly open: boolean;
  /** True: opened with the keyboard, so the first choice gets the focus. */
  readonly byKeyboard?: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/**
 * How a layer closes. The focus returns to the button unless a press elsewhere took it. A press on the button is
 * ignored here, because the button toggles the layer.
 * @param placeFocus sets the focus elsewhere and returns true, or returns false
 * @returns props of the layer's content, and what its `FocusBack` calls
 */
export function useLayerClosing({ trigger }: LazyLayer, placeFocus: () => boolean = () => false) {
  const leftByPress = useRef(false);
  return {
    placeFocus() {
      if (!placeFocus() && !leftByPress.current) trigger.current?.focus();
      leftByPress.current = false;
    },
    props: {
      onCloseAutoFocus: preventDefault,
      onInteractOutside(event: { readonly target: EventTarget | null; preventDefault(): void }) {
        if (event.target instanceof Node && trigger.current?.contains(event.target)) event.preventDefault();
        else leftByPress.current = true;
      },
      onEscapeKeyDown: keepWhileComposing,
    },
  } as const;
}

/** For `onCloseAutoFocus` of a layer with a `FocusBack`. */
export function preventDefault(event: Event): void {
  event.preventDefault();
}

/** For layers with a text field: an Escape that ends a composition does not close the layer. */
export function keepWhileComposing(event: KeyboardEvent): void {
  if (event.isComposing) event.preventDefault();
}
