import { useMessages } from '#components/language/language-provider.tsx';
import { laterCatalog } from './catalog.ts';
import { ListNote } from './list-note.tsx';

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
    <ListNote tone="warn" title={messages.onlyOne(only)}>
      <span className="text-xs">
        {named.length === 0
          ? messages.notShownUnknown
          : messages.notShown(named, others.length - named.length)}
      </span>
    </ListNote>
  );
}
