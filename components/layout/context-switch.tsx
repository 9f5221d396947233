'use client';

import { Ship } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useActions } from '#components/actions/use-actions.ts';
import { contextsRoute } from '#components/addresses/api-routes.ts';
import { podsHref } from '#components/addresses/pages.ts';
import { useNewest } from '#components/failures/use-newest.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { ChoicePicker } from '#components/ui/choice/choice-picker.tsx';
import type { ContextList } from '#protocol/api.ts';
import { frameCatalog } from './catalog.ts';

/**
 * Chooses the kubeconfig context. Another context is another cluster or user, so it leads to that context's pods. The
 * list is read again each time it opens, because the kubeconfig may have changed.
 */
export function ContextSwitch({ contexts }: { contexts: ContextList }) {
  const messages = useMessages(frameCatalog);
  const router = useRouter();
  const chosen = useSearchParams().get('context') || contexts.current;
  const { newest, refresh } = useNewest(contexts, contextsRoute());
  const known = newest.items.some((context) => context.name === chosen);
  useActions([
    {
      id: 'go.context',
      label: messages.chooseContext,
      group: messages.everywhere,
      shortcut: 'g c',
      run: () => document.querySelector<HTMLButtonElement>('[data-picker="context"]')?.click(),
    },
  ]);
  function currentLabel(): string {
    if (chosen !== '') return known ? chosen : messages.contextUnknown(chosen);
    return newest.items.length === 0 ? messages.noContexts : messages.noContextChosen;
  }
  return (
    <ChoicePicker
      label={messages.context}
      current={currentLabel()}
      icon={<Ship aria-hidden className="text-ink-muted" />}
      values={[chosen]}
      name="context"
      choices={newest.items.map((context) => ({
        value: context.name,
        label: context.name,
        hint:
          context.problem === undefined
            ? messages.contextHint(context.user, context.cluster, context.namespace)
            : messages.contextUnusable(context.problem),
      }))}
      searchLabel={messages.contextSearch}
      emptyText={messages.noContextMatch}
      onOpen={refresh}
      onChoose={(name) => {
        if (name !== chosen) router.push(podsHref({ context: name }));
      }}
    />
  );
}
