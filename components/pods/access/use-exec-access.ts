'use client';

import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { accessRoute } from '#components/addresses/api-routes.ts';
import { ask } from '#components/failures/read-failure.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { whenIdle } from '#components/ui/when-idle.ts';
import type { AccessList } from '#protocol/api.ts';
import { podsCatalog } from '../catalog.ts';
import { whileInSight } from '../feed/browser-feed.ts';
import { ExecAccessCache } from './exec-access-cache.ts';

export interface InitialAccess {
  readonly context: string | undefined;
  readonly items: AccessList['items'];
}

/** How often to check for old answers. Milliseconds. */
const LOOK_MS = 5000;

/**
 * The answers of one context, for {@link useExecAccess}. For the page, not for its table, which goes and comes back: the
 * initial answers may be old by then.
 * @param initial its identity must be stable
 */
export function useAccessCache(context: string | undefined, initial: InitialAccess): ExecAccessCache {
  return useMemo(() => {
    const askAccess = async (wanted: readonly string[]) => {
      const answer = await ask(
        () => fetch(accessRoute({ context, namespaces: wanted }), { cache: 'no-store' }),
        (response) => response.json() as Promise<AccessList>,
      );
      if (answer.kind === 'failed') throw new Error(`No answer about access: ${answer.failure.code}`);
      return answer.body;
    };
    return new ExecAccessCache(
      { ask: askAccess, now: () => Date.now() },
      initial.context === context ? initial.items : [],
    );
  }, [context, initial]);
}

/**
 * Why no shell can be opened in a namespace; undefined if one can. A new function whenever an answer changes.
 * @param namespaces the visible ones
 */
export function useExecAccess(
  cache: ExecAccessCache,
  namespaces: readonly string[],
): (namespace: string) => string | undefined {
  const messages = useMessages(podsCatalog);
  const key = [...new Set(namespaces)].sort().join();
  useEffect(() => {
    if (key === '') return;
    const wanted = key.split(',');
    let timer: ReturnType<typeof setInterval> | undefined;
    let cancel = () => {};
    const start = () => {
      clearInterval(timer);
      // After the frame: a key in the filter may bring other namespaces.
      cancel = whenIdle(() => void cache.want(wanted));
      timer = setInterval(() => void cache.want(wanted), LOOK_MS);
    };
    const stop = () => {
      cancel();
      clearInterval(timer);
    };
    const leave = whileInSight(start, stop);
    return () => {
      leave();
      stop();
    };
  }, [cache, key]);

  const read = () => cache.refusals;
  const refusals = useSyncExternalStore(cache.subscribe, read, read);
  return useCallback(
    (namespace: string) => {
      const refusal = refusals(namespace);
      return refusal === undefined ? undefined : messages.mayNotExec(refusal, namespace);
    },
    [refusals, messages],
  );
}
