'use client';

import { useId } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { debugCatalog } from './catalog.ts';
import { CopyList } from './copy-list.tsx';
import { useCopies } from './use-copies.ts';

/**
 * The debug copies that the user has made, in namespaces that they may list; nothing where there are none.
 * @param contexts those to look in besides the current one
 */
export function OwnCopies({ contexts }: { contexts: readonly string[] }) {
  const messages = useMessages(debugCatalog);
  const names = ['', ...new Set(contexts)].join('\n');
  const copies = useCopies(names, undefined);
  const title = useId();
  const own = copies.filter(({ mine }) => mine);
  if (own.length === 0) return null;
  return (
    <section aria-labelledby={title} className="mx-auto grid w-full max-w-7xl gap-2">
      <h2 id={title} className="font-semibold">
        {messages.ownCopies}
      </h2>
      <p className="text-ink-muted text-sm">{messages.ownCopiesText}</p>
      <CopyList copies={own} />
    </section>
  );
}
