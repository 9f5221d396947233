'use client';

import { Check, Link2 } from 'lucide-react';
import { served } from '#components/addresses/served.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { MenuItem } from '#components/ui/layers/menu.tsx';
import { linksCatalog } from './catalog.ts';
import { useCopy } from './use-copy.ts';

/** An absolute link, for another person or another browser. @param href a page of this site */
export function absoluteLink(href: string): string {
  return new URL(served(href), window.location.href).href;
}

/**
 * Copies a link, as an item of a menu. The menu stays open, so that the item can say what became of it.
 * @param href names its context: the reader's current context may be another one
 */
export function CopyLinkItem({ href, label }: { href: string; label?: string }) {
  const messages = useMessages(linksCatalog);
  const [result, copy] = useCopy(absoluteLink(href));
  return (
    <MenuItem asChild staysOpen>
      <button type="button" onClick={copy} className="w-full text-left">
        {result === 'copied' ? <Check aria-hidden className="text-good-text" /> : <Link2 aria-hidden />}
        <span>{label ?? messages.copyLink}</span>
        <output className="ml-auto text-ink-muted text-xs">
          {result === undefined ? '' : messages[result]}
        </output>
      </button>
    </MenuItem>
  );
}

/** Copies a link, as a button. */
export function CopyLinkButton({ href }: { href: string }) {
  const messages = useMessages(linksCatalog);
  const [result, copy] = useCopy(absoluteLink(href));
  return (
    <>
      {/* While it says nothing, no gap follows it. */}
      <output className="text-ink-muted text-xs empty:-mr-2">
        {result === undefined ? '' : messages[result]}
      </output>
      <Button variant="ghost" size="icon" aria-label={messages.copyLink} onClick={copy}>
        {result === 'copied' ? <Check aria-hidden className="text-good-text" /> : <Link2 aria-hidden />}
      </Button>
    </>
  );
}
