'use client';

import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import type { AccessList } from '#protocol/api.ts';
import { whileInSight } from './browser-feed.ts';
import { podsCatalog } from './catalog.ts';
import { ExecAccessBook } from './exec-access-book.ts';
import { accessRoute } from './pod-links.ts';

export interface InitialAccess {
  readonly context: string | undefined;
  readonly items: AccessList['items'];
}

/** Looks whether answers have grown old this often. Milliseconds. */
const LOOK_MS = 5000;

/**
 * Why no shell can be opened in a namespace, for those that are in sight. Another function whenever an answer changes.
 * @param namespaces in sight
 * @param initial its identity must be stable
 */
export function useExecAccess(
  context: string | undefined,
  namespaces: readonly string[],
  initial: InitialAccess,
): (namespace: string) => string | undefined {
  const messages = useMessages(podsCatalog);
  const book = useMemo(() => {
    const ask = async (wanted: readonly string[]) => {
      const response = await fetch(accessRoute(context, wanted), { cache: 'no-store' });
      if (!response.ok) throw new Error(`No answer about access: ${response.status}`);
      return (await response.json()) as AccessList;
    };
    return new ExecAccessBook(
      { ask, now: () => Date.now() },
      initial.context === context ? initial.items : [],
    );
  }, [context, initial]);

  const key = [...new Set(namespaces)].sort().join();
  useEffect(() => {
    if (key === '') return;
    const wanted = key.split(',');
    let timer: ReturnType<typeof setInterval> | undefined;
    const start = () => {
      clearInterval(timer);
      void book.want(wanted);
      timer = setInterval(() => void book.want(wanted), LOOK_MS);
    };
    const stop = () => clearInterval(timer);
    const leave = whileInSight(start, stop);
    return () => {
      leave();
      stop();
    };
  }, [book, key]);

  const read = () => book.refusals;
  const refusals = useSyncExternalStore(book.subscribe, read, read);
  return useCallback(
    (namespace: string) => {
      const refusal = refusals(namespace);
      return refusal === undefined ? undefined : messages.mayNotExec(refusal, namespace);
    },
    [refusals, messages],
  );
}
