'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import { browserClock } from '#components/terminal/connection/clock.ts';
import type { KeptSession } from '#components/terminal/connection/ports.ts';

/** A shell whose pane was closed while something was running in it. */
export interface ClosedShell {
  /** The id that its pane had. */
  readonly id: string;
  readonly place: ShellPlace;
  /** '' if it was not known. */
  readonly container: string;
  readonly kept: KeptSession;
}

export interface ClosedShells {
  /** Oldest first. */
  readonly shells: readonly ClosedShell[];
  /** Null: the server keeps no shell without a connection. Stable. */
  readonly add: ((shell: ClosedShell) => void) | null;
  /** Stable. */
  readonly remove: (id: string) => void;
}

/** The shells that can be opened again. @param resumeSeconds how long the server keeps each of them; 0: not at all */
export function useClosedShells(resumeSeconds: number): ClosedShells {
  const [shells, setShells] = useState<readonly ClosedShell[]>([]);
  const timers = useRef(new Map<string, () => void>());

  const remove = useCallback((id: string) => {
    timers.current.get(id)?.();
    timers.current.delete(id);
    setShells((all) => all.filter((shell) => shell.id !== id));
  }, []);
  const add = useCallback(
    (shell: ClosedShell) => {
      setShells((all) => [...all, shell]);
      timers.current.set(
        shell.id,
        browserClock.after(resumeSeconds * 1000, () => remove(shell.id)),
      );
    },
    [resumeSeconds, remove],
  );
  useEffect(() => {
    const running = timers.current;
    return () => {
      for (const cancel of running.values()) cancel();
      running.clear();
    };
  }, []);
  return { shells, add: resumeSeconds > 0 ? add : null, remove };
}
