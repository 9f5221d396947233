'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { isEmbedded, isShellPage } from '#components/addresses/pages.ts';

/**
 * Shows its children on every page but an embedded shell. The host of such a frame was given one terminal: the
 * palette and the dock would lead its users, and whoever typed blindly, into the rest of the application. A page
 * that began as an embed stays one, whatever its address becomes.
 */
export function OutsideEmbed({ children }: { children: ReactNode }) {
  const search = useSearchParams();
  const pathname = usePathname();
  const [beganEmbedded] = useState(isShellPage(pathname) && isEmbedded(search.getAll('embed')));
  return beganEmbedded ? null : children;
}
