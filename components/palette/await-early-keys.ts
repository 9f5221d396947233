import type { Platform } from '#components/keys/platform.ts';

/**
 * Takes the keys that were pressed before the page's code ran, and those that are pressed before it has loaded. The code for that
 * is loaded when there is one. The returned function ends it.
 */
export function awaitEarlyKeys(platform: Platform): () => void {
  const early = window.podshellEarlyKeys;
  if (early === undefined) return () => {};
  const left = new AbortController();
  const load = async () => {
    early.onKey = () => {};
    const { takeEarlyKeys } = await import('./take-early-keys.ts');
    if (!left.signal.aborted) left.signal.addEventListener('abort', takeEarlyKeys(platform));
  };
  // Without the server, the page gets its keys back.
  const take = () => void load().catch(early.stop);
  early.onKey = take;
  if (early.keys.length > 0) take();
  return () => left.abort();
}
