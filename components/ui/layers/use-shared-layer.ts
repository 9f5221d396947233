'use client';

import {
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type LazyLayer, useLazyLayer } from './use-lazy-layer.ts';

type ButtonEvent<Kind> = Kind & { readonly currentTarget: HTMLButtonElement };

/** What one button of a shared layer does. Stable across renders. */
export interface SharedTrigger {
  /** Loads the layer's code, for a button that is hovered or focused. */
  readonly prepare: () => void;
  readonly press: (owner: string, event: ButtonEvent<MouseEvent>) => void;
  readonly key: (owner: string, event: ButtonEvent<KeyboardEvent>) => void;
}

export interface SharedLayer {
  readonly trigger: SharedTrigger;
  /** The layer, for the owner that has opened it last; undefined for all others. */
  readonly layerOf: (owner: string) => LazyLayer | undefined;
  /** Who has opened it last. */
  readonly owner: string | undefined;
}

/**
 * One layer for the buttons of many rows, as {@link useLazyLayer} is for one button: a row costs nothing before its
 * layer opens. Each button has an owner, a name that no other one has.
 * @param load loads the code; may be called often; stable across renders
 */
export function useSharedLayer(load: () => Promise<unknown>): SharedLayer {
  const { trigger, layer, open, change, triggerProps } = useLazyLayer(load);
  const [owner, setOwner] = useState<string>();
  const shown = useRef<string>(undefined);
  useLayoutEffect(() => {
    shown.current = open ? owner : undefined;
  });
  const show = useCallback(
    (next: string, button: HTMLButtonElement, isOpen: boolean, keyboard: boolean) => {
      trigger.current = button;
      setOwner(next);
      change(isOpen, keyboard);
    },
    [trigger, change],
  );
  const prepare = triggerProps.onFocus;
  const shared = useMemo<SharedTrigger>(
    () => ({
      prepare,
      // A click from the keyboard has detail 0.
      press: (next, { currentTarget, detail }) =>
        show(next, currentTarget, shown.current !== next, detail === 0),
      key: (next, event) => {
        if (event.key !== 'ArrowDown') return;
        event.preventDefault();
        show(next, event.currentTarget, true, true);
      },
    }),
    [prepare, show],
  );
  const layerOf = useCallback((one: string) => (one === owner ? layer : undefined), [owner, layer]);
  return { trigger: shared, layerOf, owner };
}
