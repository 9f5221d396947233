'use client';

import { Boxes, History, Star } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useActions } from '#components/actions/use-actions.ts';
import { namespacesRoute } from '#components/addresses/api-routes.ts';
import { useContextName } from '#components/contexts/context-name.tsx';
import { LazyFailureText } from '#components/failures/lazy-failures.tsx';
import { useNewest } from '#components/failures/use-newest.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { type KnownPlaces, knownNamespaces, namespaceChosen } from '#components/recents/known-places.ts';
import { changeKnownPlaces, useKnownPlaces } from '#components/recents/use-known-places.ts';
import { ChoicePicker } from '#components/ui/choice/choice-picker.tsx';
import type { NamespaceList } from '#protocol/api.ts';
import { type PodsMessages, podsCatalog } from '../catalog.ts';

const FavouriteNamespaceButton = lazy(async () => ({
  default: (await import('#components/recents/favourite-toggle.tsx')).FavouriteNamespaceButton,
}));

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

  const contextName = useContextName(context);
  const places = useKnownPlaces(contextName);
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
    <ChoicePicker
      label={messages.namespace}
      current={currentText(namespaces, messages)}
      icon={<Boxes aria-hidden className="text-ink-muted" />}
      values={namespaces.length === 0 ? [ALL] : namespaces}
      name="namespace"
      choices={[
        { value: ALL, label: messages.allNamespaces },
        ...knownFirst(list, places).map(({ name, phase }) => ({
          value: name,
          label: name,
          ...(phase === 'Active' || phase === '' ? {} : { hint: phase }),
          mark: <NamespaceMark name={name} places={places} />,
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
        if (name !== ALL) changeKnownPlaces(contextName, (known) => namespaceChosen(known, name));
        onChoose(name === ALL ? [] : [name]);
      }}
      onToggle={(name) => onChoose(toggled(namespaces, name))}
      onOpen={refresh}
      footer={
        only !== undefined && (
          <Suspense>
            <FavouriteNamespaceButton namespace={only} context={contextName} />
          </Suspense>
        )
      }
      className="max-md:flex-1 md:w-52"
    />
  );
}

/** Favourite and recent namespaces first. Those that cannot be listed are offered as well: they may exist. */
function knownFirst({ items, complete }: NamespaceList, places: KnownPlaces): NamespaceList['items'] {
  const listed = new Map(items.map((item) => [item.name, item]));
  const known = knownNamespaces(places).flatMap(
    (name) => listed.get(name) ?? (complete ? [] : { name, phase: '' }),
  );
  return [...new Map([...known, ...items].map((item) => [item.name, item])).values()];
}

function NamespaceMark({ name, places }: { name: string; places: KnownPlaces }) {
  const isFavourite = places.favouriteNamespaces.includes(name);
  if (!isFavourite && !places.recentNamespaces.includes(name)) return null;
  const Icon = isFavourite ? Star : History;
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
