import { useCallback, useEffect, useState } from 'react';
import { type FoundCopy, loadCopies } from './debug-copies.ts';

/** Copies come and go by other hands, too. */
const AGAIN_MS = 30_000;

/**
 * The debug copies of some contexts, kept up to date while the page is seen.
 * @param contexts joined by a line end, '' for the current one: an array would be another one with each rendering
 */
export function useCopies(
  contexts: string,
  namespace: string | undefined,
): { readonly copies: readonly FoundCopy[]; readonly refresh: () => void } {
  const [copies, setCopies] = useState<readonly FoundCopy[]>([]);
  const [asked, setAsked] = useState(0);
  const refresh = useCallback(() => setAsked((before) => before + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refresh asks again
  useEffect(() => {
    const leaving = new AbortController();
    const load = () => {
      if (document.visibilityState === 'hidden') return;
      const names = contexts.split('\n').map((name) => (name === '' ? undefined : name));
      void loadCopies(names, namespace, leaving.signal).then((found) => {
        if (!leaving.signal.aborted) setCopies(found);
      });
    };
    load();
    const timer = setInterval(load, AGAIN_MS);
    document.addEventListener('visibilitychange', load);
    return () => {
      leaving.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', load);
    };
  }, [contexts, namespace, asked]);
  return { copies, refresh };
}
