'use client';

import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { podsHref } from '#components/addresses/pages.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { frameCatalog } from './catalog.ts';

/** The mark: a prompt in a capsule. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 30 22" fill="none" aria-hidden="true" className={className}>
      <rect width="30" height="22" rx="11" className="fill-accent" />
      <path
        d="m8.5 6 5 5-5 5M16.5 16.2h6"
        className="stroke-on-accent"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** Mark and name, leading to the pods of the context in use. */
export function Brand() {
  const messages = useMessages(frameCatalog);
  const context = useSearchParams().get('context') || undefined;
  return (
    <Link
      href={podsHref({ context })}
      prefetch={false}
      aria-label={messages.home}
      className="flex items-center gap-2 rounded-md"
    >
      <BrandMark className="h-5 w-auto" />
      <span className="font-semibold text-base tracking-tight max-sm:sr-only">{messages.product}</span>
    </Link>
  );
}
