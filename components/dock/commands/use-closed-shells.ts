'use client';

import { useCallback, useEffect, useMemo, useState } from 'react';
import { type RunningShell, SHELL_ENDED_EVENT, TAKE_UP_EVENT } from '#components/addresses/open-in-dock.ts';
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
    // From a list of running shells, in which they are too.
    const onEnded = (event: Event) => {
      const { sessionId } = (event as CustomEvent<Pick<RunningShell, 'sessionId'>>).detail;
      setKept((all) => all?.filter(({ kept }) => kept.sessionId !== sessionId) ?? null);
    };
    // The dock has answered by then whether it takes the shell up.
    const onTakenUp = (event: Event) => queueMicrotask(() => event.defaultPrevented && onEnded(event));
    window.addEventListener(SHELL_ENDED_EVENT, onEnded);
    window.addEventListener(TAKE_UP_EVENT, onTakenUp);
    return () => {
      window.removeEventListener(SHELL_ENDED_EVENT, onEnded);
      window.removeEventListener(TAKE_UP_EVENT, onTakenUp);
    };
  }, []);
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
