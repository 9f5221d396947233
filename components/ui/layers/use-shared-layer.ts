'use client';

import { type RefObject, useCallback, useState } from 'react';
import { type LazyLayer, openerProps, useLazyLayer } from './use-lazy-layer.ts';

/** Props of one button of a shared layer, which is open or not. Stable across renders. */
export type SharedTrigger = (owner: string, isOpen: boolean) => ReturnType<typeof openerProps>;

export interface SharedLayer {
  readonly triggerOf: SharedTrigger;
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
  const { trigger, layer, change, prepare } = useLazyLayer(load);
  const latest: RefObject<HTMLElement | null> = trigger;
  const [owner, setOwner] = useState<string>();
  const triggerOf = useCallback<SharedTrigger>(
    (next, isOpen) =>
      openerProps(isOpen, prepare, (opens, byKeyboard, button) => {
        latest.current = button;
        setOwner(next);
        change(opens, byKeyboard);
      }),
    [latest, prepare, change],
  );
  const layerOf = useCallback((one: string) => (one === owner ? layer : undefined), [owner, layer]);
  return { triggerOf, layerOf, owner };
}
