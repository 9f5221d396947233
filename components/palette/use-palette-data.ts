'use client';

import { useEffect, useState } from 'react';
import { contextsRoute, namespacesRoute, podNamesRoute } from '#components/addresses/api-routes.ts';
import type { ContextList, NamespaceList, PodNameList } from '#protocol/api.ts';
import type { PaletteData } from './palette-entries.ts';

export interface LoadedData {
  readonly data: PaletteData;
  readonly kind: 'loading' | 'ready' | 'failed';
}

const NOTHING: PaletteData = { pods: [], namespaces: [], contexts: [] };

const LOADING: LoadedData = { data: NOTHING, kind: 'loading' };

/** Pods, namespaces and contexts to choose from, asked for once for each context; each shows as it comes. */
export function usePaletteData(context: string | undefined): LoadedData {
  const [loaded, setLoaded] = useState(LOADING);
  const [asked, setAsked] = useState(context);
  // The pods of one context must not be offered as those of another.
  if (asked !== context) {
    setAsked(context);
    setLoaded(LOADING);
  }
  useEffect(() => {
    const ended = new AbortController();
    const ask = async <Body extends { items: unknown }>(route: string, key: keyof PaletteData) => {
      const response = await fetch(route, { cache: 'no-store', signal: ended.signal });
      if (!response.ok) throw new Error(`${route} answered ${response.status}`);
      const { items } = (await response.json()) as Body;
      if (ended.signal.aborted) return;
      setLoaded((before) => ({ ...before, data: { ...before.data, [key]: items } }));
    };
    Promise.allSettled([
      ask<PodNameList>(podNamesRoute(context), 'pods'),
      ask<NamespaceList>(namespacesRoute(context), 'namespaces'),
      ask<ContextList>(contextsRoute(), 'contexts'),
    ]).then((results) => {
      if (ended.signal.aborted) return;
      const kind = results.some(({ status }) => status === 'rejected') ? 'failed' : 'ready';
      setLoaded((before) => ({ ...before, kind }));
    });
    return () => ended.abort();
  }, [context]);
  return loaded;
}
