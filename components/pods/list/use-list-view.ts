'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { served } from '#components/addresses/served.ts';
import { decodeListView, type ListView, listHref } from './list-view.ts';

/** Browsers allow about 100 history changes in 30 s, so the filter is written when typing pauses. */
const WRITE_AFTER_MS = 250;

/**
 * The list's view, stored in the URL without a request. A change of filter or order replaces the history entry; another
 * namespace adds one, so that Back returns.
 */
export function useListView(): readonly [ListView, (change: Partial<ListView>) => void] {
  const params = useSearchParams();
  const [view, setView] = useState(() => decodeListView(params));
  const latest = useRef(view);
  const written = useRef(listHref(view));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    // The router lags: after two quick changes it may report the first one when the second is already written.
    if (new URLSearchParams(window.location.search).toString() !== params.toString()) return;
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
    const before = latest.current;
    const next = { ...before, ...part };
    latest.current = next;
    setView(next);
    clearTimeout(timer.current);
    const write = (view: ListView, how: 'pushState' | 'replaceState') => {
      const href = listHref(view);
      if (href === written.current) return;
      written.current = href;
      window.history[how](null, '', served(href));
    };
    if (next.namespaces.join() === before.namespaces.join()) {
      timer.current = setTimeout(() => write(next, 'replaceState'), WRITE_AFTER_MS);
    } else {
      // Write pending text first: it belongs to the entry that Back returns to.
      write(before, 'replaceState');
      write(next, 'pushState');
    }
  }, []);

  return [view, change];
}
