'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { isEmbedded, isShellPage, isSignInPage } from '#components/addresses/pages.ts';

/**
 * Renders its children on every page except an embedded shell and the page to sign in. The host of a frame embeds one
 * terminal; the palette and the dock would let its users, or clickjacked ones, reach the rest of the application. A page
 * that was loaded as an embed stays one, even if its URL changes.
 */
export function OutsideEmbed({ children }: { children: ReactNode }) {
  const search = useSearchParams();
  const pathname = usePathname();
  const [beganOutside] = useState(
    isSignInPage(pathname) || (isShellPage(pathname) && isEmbedded(search.getAll('embed'))),
  );
  return beganOutside ? null : children;
}
