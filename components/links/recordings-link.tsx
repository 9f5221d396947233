'use client';

import { Film } from 'lucide-react';
import Link from 'next/link';
import { useSyncExternalStore } from 'react';
import { hasRecordings, type RecordingsFilter, recordingsHref } from '#components/addresses/recordings.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/layers/tooltip.tsx';
import { linksCatalog } from './catalog.ts';

const never = () => () => {};

/** Leads to the list of recordings. Nothing where the server has no store for them. */
export function RecordingsLink({
  filter = {},
  withText = false,
}: {
  filter?: RecordingsFilter;
  /** False: an icon alone. */
  withText?: boolean;
}) {
  const { recordings } = useMessages(linksCatalog);
  const isThere = useSyncExternalStore(never, hasRecordings, () => false);
  if (!isThere) return null;
  const href = recordingsHref(filter);
  if (withText) {
    return (
      <Button asChild>
        <Link href={href} prefetch={false}>
          <Film aria-hidden />
          {recordings}
        </Link>
      </Button>
    );
  }
  return (
    <Tooltip text={recordings} side="bottom">
      <Button asChild variant="ghost" size="icon">
        <Link href={href} prefetch={false} aria-label={recordings}>
          <Film aria-hidden />
        </Link>
      </Button>
    </Tooltip>
  );
}
