'use client';

import { Plug } from 'lucide-react';
import Link from 'next/link';
import { openInDock } from '#components/addresses/open-in-dock.ts';
import { podHref, shellHref } from '#components/addresses/pages.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { debugCatalog } from './catalog.ts';
import { type FoundCopy, keyOf } from './debug-copies.ts';
import { DeleteCopy } from './delete-copy.tsx';

/** Debug copies, each to be attached to or deleted. */
export function CopyList({ copies }: { copies: readonly FoundCopy[] }) {
  const messages = useMessages(debugCatalog);
  return (
    <ul className="min-w-0 divide-y divide-line rounded-lg border border-line bg-surface text-sm">
      {copies.map((copy) => {
        const { context, namespace, pod, container, createdBy, of, running, status } = copy;
        const place = { context, namespace, pod };
        const shell = { ...place, container, attach: true as const };
        return (
          <li key={keyOf(copy)} className="flex flex-wrap items-center gap-2 px-3 py-2">
            <div className="grid min-w-0 flex-1 basis-64">
              <Link
                href={podHref(place)}
                prefetch={false}
                className="justify-self-start rounded-sm font-medium font-mono text-accent-text wrap-anywhere hover:underline"
              >
                {pod}
              </Link>
              <span className="text-ink-muted text-xs wrap-anywhere">
                {messages.copyAbout(of, createdBy, status)}
              </span>
            </div>
            {running && (
              <Button size="sm" asChild>
                <Link
                  href={shellHref(shell)}
                  prefetch={false}
                  aria-label={messages.attachIn(container, pod)}
                  onNavigate={(navigation) => {
                    if (openInDock(shell)) navigation.preventDefault();
                  }}
                >
                  <Plug aria-hidden />
                  {messages.attachShort}
                </Link>
              </Button>
            )}
            <DeleteCopy place={place} />
          </li>
        );
      })}
    </ul>
  );
}
