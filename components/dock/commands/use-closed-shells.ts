'use client';

import { useCallback, useEffect, useMemo, useState } from 'react';
import { browserClock } from '#components/terminal/connection/clock.ts';
import { type ClosedShell, type KeptShell, stillKept } from '../state/closed-shells.ts';
import type { DockStore } from '../state/dock-store.ts';

export interface ClosedShells {
  /** Oldest first. */
  readonly shells: readonly ClosedShell[];
  /** Null: the server keeps no shell without a connection. Stable. */
  readonly add: ((shell: ClosedShell) => void) | null;
  /** Stable. */
  readonly remove: (id: string) => void;
}

const NONE: readonly KeptShell[] = [];

/**
 * The shells that can be opened again, stored across reloads.
 * @param reopenSeconds how long the server keeps each of them; 0: not at all
 * @param store null until the dock is loaded
 */
export function useClosedShells(
  reopenSeconds: number,
  store: Pick<DockStore, 'loadClosed' | 'saveClosed'> | null,
): ClosedShells {
  const keptMs = reopenSeconds * 1000;
  // Null until what is stored has been read: saved before, it would be lost.
  const [kept, setKept] = useState<readonly KeptShell[] | null>(null);

  const remove = useCallback((id: string) => {
    setKept((all) => all?.filter((shell) => shell.id !== id) ?? null);
  }, []);
  const add = useCallback(
    (shell: ClosedShell) => {
      setKept((all) => [...(all ?? []), { ...shell, until: browserClock.now() + keptMs }]);
    },
    [keptMs],
  );
  useEffect(() => {
    if (store === null) return;
    setKept((all) => all ?? stillKept(store.loadClosed(), browserClock.now(), keptMs));
  }, [store, keptMs]);
  useEffect(() => {
    if (kept === null) return;
    store?.saveClosed(kept);
    const cancels = kept.map(({ id, until }) =>
      browserClock.after(until - browserClock.now(), () => remove(id)),
    );
    return () => {
      for (const cancel of cancels) cancel();
    };
  }, [store, kept, remove]);
  return useMemo(
    () => ({ shells: kept ?? NONE, add: keptMs > 0 ? add : null, remove }),
    [kept, keptMs, add, remove],
  );
}
