'use client';

import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { podsHref } from '#components/addresses/pages.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { BrandMark } from '#components/ui/brand-mark.tsx';
import { frameCatalog } from './catalog.ts';

/** Logo and name, linked to the pods of the current context. */
export function Brand() {
  const messages = useMessages(frameCatalog);
  const context = useSearchParams().get('context') || undefined;
  return (
    <Link
      href={podsHref({ context })}
      prefetch={false}
      aria-label={messages.home}
      className="flex items-center gap-2 rounded-md pointer-coarse:min-h-11 pointer-coarse:min-w-11"
    >
      <BrandMark className="h-5 w-auto" />
      <span className="font-semibold text-base tracking-tight max-sm:sr-only">{messages.product}</span>
    </Link>
  );
}
