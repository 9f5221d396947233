'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { wantPage } from '#components/addresses/open-in-dock.ts';

/** @returns goes to a page of ours, by its path without the base path, and brings it in sight */
export function useGoToPage(): (href: string) => void {
  const router = useRouter();
  return useCallback(
    (href) => {
      wantPage();
      router.push(href);
    },
    [router],
  );
}
