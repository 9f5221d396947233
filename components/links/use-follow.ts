'use client';

import { useRouter } from 'next/navigation';
import { type MouseEvent, useCallback, useState, useTransition } from 'react';

/**
 * For the `onClick` of a plain link to a page of ours: goes there without loading the window anew.
 * @param href as the router has it, without the base path
 * @param instead called first; true: it has done what the link is for
 */
export type Follow = (event: MouseEvent, href: string, instead?: () => boolean) => void;

/**
 * Does for plain links what Next's `Link` does, which costs React four components each: too much for a long list.
 * @returns also the page that is being loaded, undefined if none is
 */
export function useFollow(): { readonly follow: Follow; readonly loading: string | undefined } {
  const router = useRouter();
  const [isLoading, start] = useTransition();
  const [last, setLast] = useState<string>();
  const follow: Follow = useCallback(
    (event, href, instead) => {
      // The browser opens another tab, or downloads.
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (instead?.() === true) return;
      setLast(href);
      start(() => router.push(href));
    },
    [router],
  );
  return { follow, loading: isLoading ? last : undefined };
}
