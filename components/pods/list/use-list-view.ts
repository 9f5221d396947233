'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { decodeListView, type ListView, listHref } from './list-view.ts';

/** Browsers refuse more than about 100 changes of the address in 30 s, so typing is written when it rests. */
const WRITE_AFTER_MS = 250;

/**
 * The list's view, kept in the address without asking the server. Filter and order replace the address; a new
 * namespace is a step that Back undoes.
 */
export function useListView(): readonly [ListView, (change: Partial<ListView>) => void] {
  const params = useSearchParams();
  const [view, setView] = useState(() => decodeListView(params));
  const latest = useRef(view);
  const written = useRef(listHref(view));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    const outside = decodeListView(params);
    const href = listHref(outside);
    if (href === written.current) return;
    clearTimeout(timer.current);
    written.current = href;
    latest.current = outside;
    setView(outside);
  }, [params]);

  useEffect(() => () => clearTimeout(timer.current), []);

  const change = useCallback((part: Partial<ListView>) => {
    const next = { ...latest.current, ...part };
    const step = next.namespaces.join() !== latest.current.namespaces.join();
    latest.current = next;
    setView(next);
    clearTimeout(timer.current);
    const write = () => {
      written.current = listHref(next);
      if (step) window.history.pushState(null, '', written.current);
      else window.history.replaceState(null, '', written.current);
    };
    if (step) write();
    else timer.current = setTimeout(write, WRITE_AFTER_MS);
  }, []);

  return [view, change];
}
