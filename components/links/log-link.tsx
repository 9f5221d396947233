'use client';

import Link from 'next/link';
import type { ComponentPropsWithRef } from 'react';
import { type LogPlace, logsHref } from '#components/addresses/log-place.ts';
import { openLogInDock } from '#components/addresses/open-in-dock.ts';

/**
 * Leads to a log: in the dock, or on its own page where there is no dock, or the user opens a new tab.
 * @param isBeside true: beside the active terminal
 * @param view what of the log is shown, as parameters of its page; by default the usual
 */
export function LogLink({
  place,
  isBeside,
  view = {},
  ...others
}: { place: LogPlace; isBeside?: boolean; view?: Readonly<Record<string, string>> } & Omit<
  ComponentPropsWithRef<typeof Link>,
  'href' | 'prefetch' | 'onNavigate'
>) {
  return (
    <Link
      {...others}
      href={logsHref(place, view)}
      prefetch={false}
      onNavigate={(navigation) => {
        if (openLogInDock(place, isBeside, String(new URLSearchParams(view)))) navigation.preventDefault();
      }}
    />
  );
}
