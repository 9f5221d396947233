import { ShieldX } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import { laterCatalog } from './catalog.ts';

/** Most names in the sentence; a cluster may have thousands. */
const MAX_NAMED = 8;

/**
 * Says that "all namespaces" shows only one, and which are missing.
 * @param others the known namespaces beside it; may be none
 */
export function OnlyNamespace({ only, others }: { only: string; others: readonly string[] }) {
  const messages = useMessages(laterCatalog);
  const named = others.slice(0, MAX_NAMED);
  return (
    <div
      role="status"
      className="flex shrink-0 items-start gap-4 border-line border-t bg-warn-soft px-4 py-2 text-warn-text"
    >
      <ShieldX aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-0">
        <strong className="font-medium">{messages.onlyOne(only)}</strong>{' '}
        {named.length === 0
          ? messages.notShownUnknown
          : messages.notShown(named, others.length - named.length)}
      </p>
    </div>
  );
}
