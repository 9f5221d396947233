'use client';

import { useEffect, useMemo, useRef } from 'react';
import { type Action, registerActions } from './actions.ts';

/**
 * Registers actions while the component is mounted. `run` may be another function in each render.
 * @param actions the same array in each render costs a component least that renders often
 */
export function useActions(actions: readonly Action[]): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  // Pages render often; register again only if something visible changed.
  const shown = useMemo(() => JSON.stringify(actions), [actions]);
  useEffect(() => {
    const runs = new Set(latest.current.filter(({ run }) => run !== undefined).map(({ id }) => id));
    const known = JSON.parse(shown) as readonly Omit<Action, 'run'>[];
    return registerActions(
      known.map((action) => ({
        ...action,
        ...(runs.has(action.id)
          ? { run: () => latest.current.find(({ id }) => id === action.id)?.run?.() }
          : {}),
      })),
    );
  }, [shown]);
}
