'use client';

import { useEffect, useState } from 'react';
import { contextsRoute, namespacesRoute, podNamesRoute } from '#components/addresses/api-routes.ts';
import { ask, type Failure } from '#components/failures/read-failure.ts';
import { loadSessions } from '#components/sessions/session-feed.ts';
import type { ContextList, NamespaceList, PodNameList } from '#protocol/api.ts';
import type { PaletteData as Everything } from './palette-entries.ts';

/** What is asked of the server. */
type PaletteData = Omit<Everything, 'known'>;

export type LoadedData = { readonly data: PaletteData } & (
  | { readonly kind: 'loading' | 'ready' }
  /** Some requests failed; `failure` is the first cause. */
  | { readonly kind: 'failed'; readonly failure: Failure }
);

const NOTHING: PaletteData = { pods: [], namespaces: [], contexts: [], sessions: [] };

/** What the palette had when it was open last, shown until the new lists arrive. Shells end, so they are left out. */
let remembered: { readonly context: string | undefined; readonly data: PaletteData } | undefined;

function loading(context: string | undefined): LoadedData {
  const data = remembered?.context === context ? remembered?.data : undefined;
  return { data: { ...NOTHING, ...data, sessions: [] }, kind: 'loading' };
}

/**
 * Loads pods, namespaces, contexts and running shells each time the palette opens, and for each context; each list is
 * shown when it arrives.
 */
export function usePaletteData(context: string | undefined): LoadedData {
  const [loaded, setLoaded] = useState(() => loading(context));
  const [asked, setAsked] = useState(context);
  // The pods of one context must not be offered in another.
  if (asked !== context) {
    setAsked(context);
    setLoaded(loading(context));
  }
  useEffect(() => {
    const ended = new AbortController();
    const load = async <Body extends { items: unknown }>(route: string, key: keyof PaletteData) => {
      const answer = await ask(
        () => fetch(route, { cache: 'no-store', signal: ended.signal }),
        (response) => response.json() as Promise<Body>,
      );
      if (answer.kind === 'failed') return answer.failure;
      const { items } = answer.body;
      if (!ended.signal.aborted)
        setLoaded((before) => ({ ...before, data: { ...before.data, [key]: items } }));
      return undefined;
    };
    Promise.all([
      load<PodNameList>(podNamesRoute(context), 'pods'),
      load<NamespaceList>(namespacesRoute(context), 'namespaces'),
      load<ContextList>(contextsRoute(), 'contexts'),
      loadSessions(ended.signal).then((answer) => {
        if (answer.kind === 'failed') return answer.failure;
        if (!ended.signal.aborted)
          setLoaded((before) => ({ ...before, data: { ...before.data, sessions: answer.body } }));
        return undefined;
      }),
    ]).then((failures) => {
      if (ended.signal.aborted) return;
      const failure = failures.find((one) => one !== undefined);
      setLoaded(({ data }) =>
        failure === undefined ? { data, kind: 'ready' } : { data, kind: 'failed', failure },
      );
    });
    return () => ended.abort();
  }, [context]);
  useEffect(() => {
    if (loaded.kind === 'ready') remembered = { context, data: loaded.data };
  }, [context, loaded]);
  return loaded;
}
