import { useEffect, useState } from 'react';
import { type FoundCopy, loadCopies, onCopiesChanged } from './debug-copies.ts';

/** Copies come and go by other hands, too. */
const AGAIN_MS = 30_000;

/**
 * The debug copies of some contexts, kept up to date while the page is seen.
 * @param contexts joined by line ends, '' for the current one: an array would be another one with each rendering
 */
export function useCopies(contexts: string, namespace: string | undefined): readonly FoundCopy[] {
  const [copies, setCopies] = useState<readonly FoundCopy[]>([]);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const load = () => {
      if (document.visibilityState === 'hidden') return;
      const names = contexts.split('\n').map((name) => (name === '' ? undefined : name));
      void loadCopies(names, namespace, signal).then((found) => {
        if (!signal.aborted) setCopies(found);
      });
    };
    load();
    const timer = setInterval(load, AGAIN_MS);
    document.addEventListener('visibilitychange', load, { signal });
    onCopiesChanged(load, signal);
    return () => {
      leaving.abort();
      clearInterval(timer);
    };
  }, [contexts, namespace]);
  return copies;
}
