'use client';

import { History, Layers, Star } from 'lucide-react';
import { memo, useCallback, useState } from 'react';
import { useActions } from '#components/actions/use-actions.ts';
import { namespacesRoute } from '#components/addresses/api-routes.ts';
import { useContextName } from '#components/contexts/context-name.tsx';
import { LazyFailureText } from '#components/failures/lazy-failures.tsx';
import { useNewest } from '#components/failures/use-newest.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import type { KnownNamespace } from '#components/recents/known-namespaces-reader.tsx';
import { notePlace } from '#components/recents/note-place.ts';
import { ChoicePicker } from '#components/ui/choice/choice-picker.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { useLater } from '#components/ui/use-later.ts';
import type { NamespaceList } from '#protocol/api.ts';
import { type PodsMessages, podsCatalog } from '../catalog.ts';

const FavouriteNamespaceButton = onDemand(
  async () => (await import('#components/recents/favourite-toggle.tsx')).FavouriteNamespaceButton,
);

const KnownNamespacesReader = onDemand(
  async () => (await import('#components/recents/known-namespaces-reader.tsx')).KnownNamespacesReader,
);

/** All namespaces; no namespace can have this name. */
const ALL = '';

/**
 * Chooses one namespace, several or all. The list is fetched again each time it opens; a caller who may not list
 * namespaces can type one.
 */
export const NamespacePicker = memo(function NamespacePicker({
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

  const contextName = useContextName(context);
  const [known, setKnown] = useState<readonly KnownNamespace[]>([]);
  const [readsKnown, setReadsKnown] = useState(false);
  const readKnown = useCallback(() => setReadsKnown(true), []);
  useLater(true, readKnown);
  const only = namespaces.length === 1 ? namespaces[0] : undefined;

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
    <>
      {readsKnown && <KnownNamespacesReader context={contextName} onKnown={setKnown} />}
      <ChoicePicker
        label={messages.namespace}
        current={currentText(namespaces, messages)}
        icon={<Layers aria-hidden className="text-ink-muted" />}
        values={namespaces.length === 0 ? [ALL] : namespaces}
        name="namespace"
        choices={[
          { value: ALL, label: messages.allNamespaces },
          ...knownFirst(list, known).map(({ name, phase }) => ({
            value: name,
            label: name,
            ...(phase === 'Active' || phase === '' ? {} : { hint: phase }),
            mark: <NamespaceMark name={name} known={known} />,
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
        onChoose={(name) => {
          if (name !== ALL) void notePlace(contextName, { namespace: name });
          onChoose(name === ALL ? [] : [name]);
        }}
        onToggle={(name) => onChoose(toggled(namespaces, name))}
        onOpen={() => {
          readKnown();
          refresh();
        }}
        footer={only !== undefined && <FavouriteNamespaceButton namespace={only} context={contextName} />}
        className="max-md:flex-1 md:w-52"
      />
    </>
  );
});

/** Favourite and recent namespaces first. Those that cannot be listed are offered as well: they may exist. */
function knownFirst(
  { items, complete }: NamespaceList,
  known: readonly KnownNamespace[],
): NamespaceList['items'] {
  const listed = new Map(items.map((item) => [item.name, item]));
  const first = known.flatMap(({ name }) => listed.get(name) ?? (complete ? [] : { name, phase: '' }));
  return [...new Map([...first, ...items].map((item) => [item.name, item])).values()];
}

function NamespaceMark({ name, known }: { name: string; known: readonly KnownNamespace[] }) {
  const found = known.find((one) => one.name === name);
  if (found === undefined) return null;
  const Icon = found.isFavourite ? Star : History;
  return <Icon aria-hidden className="size-3.5 shrink-0 text-ink-muted" />;
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
