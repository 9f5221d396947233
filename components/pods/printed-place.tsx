import { useContextName } from '#components/contexts/context-name.tsx';
import { useWhere } from '#components/contexts/use-where.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { podsCatalog } from './catalog.ts';

/**
 * On paper, where the pods are that are printed: the controls that say so are for the screen only.
 * @param namespaces none: all of them
 */
export function PrintedPlace({
  context,
  namespaces,
}: {
  context: string | undefined;
  namespaces: readonly string[];
}) {
  const name = useContextName(context);
  const where = useWhere(context);
  const { inContext } = useMessages(podsCatalog);
  if (name === '' && namespaces.length === 0) return null;
  const text = namespaces.length === 0 ? inContext(name) : where(namespaces.join(', '));
  return <p className="hidden text-ink-muted text-xs print:block">{text}</p>;
}
