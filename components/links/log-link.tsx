'use client';

import Link from 'next/link';
import type { ComponentPropsWithRef } from 'react';
import { type LogPlace, logsHref } from '#components/addresses/log-place.ts';
import { openLogInDock } from '#components/addresses/open-in-dock.ts';

/**
 * Leads to a log: in the dock, or on its own page where there is no dock, or the user opens a new tab.
 * @param isBeside true: beside the active terminal
 */
export function LogLink({
  place,
  isBeside,
  ...others
}: { place: LogPlace; isBeside?: boolean } & Omit<
  ComponentPropsWithRef<typeof Link>,
  'href' | 'prefetch' | 'onNavigate'
>) {
  return (
    <Link
      {...others}
      href={logsHref(place)}
      prefetch={false}
      onNavigate={(navigation) => {
        if (openLogInDock(place, isBeside)) navigation.preventDefault();
      }}
    />
  );
}
