'use client';

import { Boxes } from 'lucide-react';
import { useState } from 'react';
import { ChoicePicker } from '#components/ui/choice-picker.tsx';
import type { NamespaceList } from '#protocol/api.ts';
import { messages } from './messages.ts';
import { namespacesRoute } from './pod-links.ts';

/** Stands for every namespace; no namespace can be named so. */
const ALL = '';

/**
 * Chooses the namespace. The list is asked for again each time it opens; a caller who may not list namespaces
 * can type one.
 */
export function NamespacePicker({
  context,
  namespace,
  initial,
  onChoose,
}: {
  context: string | undefined;
  namespace: string | undefined;
  initial: NamespaceList;
  onChoose: (namespace: string | undefined) => void;
}) {
  const [fresh, setFresh] = useState<{ context: string | undefined; list: NamespaceList }>();
  const list = fresh !== undefined && fresh.context === context ? fresh.list : initial;

  const refresh = async () => {
    const response = await fetch(namespacesRoute(context)).catch(() => null);
    // The old list is still the best there is when the new one does not come.
    if (response?.ok) setFresh({ context, list: (await response.json()) as NamespaceList });
  };

  return (
    <ChoicePicker
      label={messages.namespace}
      current={namespace ?? messages.allNamespaces}
      icon={<Boxes aria-hidden className="text-ink-muted" />}
      value={namespace ?? ALL}
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
      note={list.complete ? undefined : messages.namespacesIncomplete}
      typedLabel={list.complete ? undefined : messages.namespaceTyped}
      onChoose={(name) => onChoose(name === ALL ? undefined : name)}
      onOpen={refresh}
      className="max-md:flex-1 md:w-52"
    />
  );
}
