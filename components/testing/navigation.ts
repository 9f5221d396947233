/**
 * Replaces `next/navigation`: `vi.mock('next/navigation', () => import('#components/testing/navigation.ts'))`.
 * As in Next, the search parameters follow `history` and Back, but later: in a transition.
 */

import { useSyncExternalStore } from 'react';
import { vi } from 'vitest';

let shown = { text: '', params: new URLSearchParams() };
const listeners = new Set<() => void>();

/** The router of the page under test. */
export const router = {
  push: vi.fn<(href: string) => void>(),
  replace: vi.fn<(href: string) => void>(),
  refresh: vi.fn<() => void>(),
};

/** Loads a URL as a new page. */
export function visit(address: string): void {
  window.history.replaceState(null, '', address);
  catchUp();
}

/** Goes back or forward to an address. The page learns it at once; happy-dom keeps no entries to go back to. */
export function returnTo(address: string): void {
  window.history.replaceState(null, '', address);
  catchUp();
}

/** Updates the search parameters. @param address an earlier URL; the current one by default */
export function catchUp(address: string = window.location.href): void {
  const text = new URL(address, window.location.href).search;
  shown = { text, params: new URLSearchParams(text) };
  for (const listener of listeners) listener();
}

export const useRouter = () => router;
export const usePathname = () => window.location.pathname;
export function useSearchParams(): URLSearchParams {
  return useSyncExternalStore(subscribe, () => shown).params;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
