'use client';

import { Boxes } from 'lucide-react';
import { useActions } from '#components/actions/use-actions.ts';
import { namespacesRoute } from '#components/addresses/api-routes.ts';
import { LazyFailureText } from '#components/failures/lazy-failures.tsx';
import { useNewest } from '#components/failures/use-newest.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { ChoicePicker } from '#components/ui/choice/choice-picker.tsx';
import type { NamespaceList } from '#protocol/api.ts';
import { type PodsMessages, podsCatalog } from '../catalog.ts';

/** All namespaces; no namespace can have this name. */
const ALL = '';

/**
 * Chooses one namespace, several or all. The list is fetched again each time it opens; a caller who may not list
 * namespaces can type one.
 */
export function NamespacePicker({
  context,
  namespaces,
  initial,
  onChoose,
}: {
  context: string | undefined;
  namespaces: readonly string[];
  initial: NamespaceList;
  onChoose: (namespaces: readonly string[]) => void;
}) {
  const messages = useMessages(podsCatalog);
  const { newest: list, failure, refresh } = useNewest(initial, namespacesRoute(context));

  useActions([
    {
      id: 'pods.namespace',
      label: messages.chooseNamespace,
      group: messages.title,
      shortcut: 'g n',
      run: () => document.querySelector<HTMLButtonElement>('[data-picker="namespace"]')?.click(),
    },
    {
      id: 'pods.allNamespaces',
      label: messages.states.showAll,
      group: messages.title,
      shortcut: 'g a',
      run: () => onChoose([]),
    },
  ]);
  return (
    <ChoicePicker
      label={messages.namespace}
      current={currentText(namespaces, messages)}
      icon={<Boxes aria-hidden className="text-ink-muted" />}
      values={namespaces.length === 0 ? [ALL] : namespaces}
      name="namespace"
      choices={[
        { value: ALL, label: messages.allNamespaces },
        ...list.items.map((item) => ({
          value: item.name,
          label: item.name,
          ...(item.phase === 'Active' || item.phase === '' ? {} : { hint: item.phase }),
        })),
      ]}
      searchLabel={messages.namespaceSearch}
      emptyText={messages.noNamespaceMatch}
      note={
        failure !== undefined ? (
          <LazyFailureText failure={failure} place="pods" />
        ) : list.complete ? (
          <>
            <span className="pointer-coarse:hidden">{messages.namespaceKeys}</span>
            <span className="hidden pointer-coarse:inline">{messages.namespaceTaps}</span>
          </>
        ) : (
          messages.namespacesIncomplete
        )
      }
      typedLabel={list.complete ? undefined : messages.namespaceTyped}
      onChoose={(name) => onChoose(name === ALL ? [] : [name])}
      onToggle={(name) => onChoose(toggled(namespaces, name))}
      onOpen={refresh}
      className="max-md:flex-1 md:w-52"
    />
  );
}

function currentText(namespaces: readonly string[], messages: PodsMessages): string {
  if (namespaces.length > 2) return messages.namespaceCount(namespaces.length);
  return namespaces.length === 0 ? messages.allNamespaces : namespaces.join(', ');
}

function toggled(namespaces: readonly string[], name: string): readonly string[] {
  if (name === ALL) return [];
  if (namespaces.includes(name)) return namespaces.filter((other) => other !== name);
  return [...namespaces, name].sort();
}
