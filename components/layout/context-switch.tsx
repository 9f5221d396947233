'use client';

import { Ship } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useActions } from '#components/actions/use-actions.ts';
import { contextsRoute } from '#components/addresses/api-routes.ts';
import { podsHref } from '#components/addresses/pages.ts';
import { ContextMark } from '#components/contexts/context-mark.tsx';
import { useContextColours } from '#components/contexts/use-context-colour.ts';
import { useNewest } from '#components/failures/use-newest.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { ChoicePicker } from '#components/ui/choice/choice-picker.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { ContextList } from '#protocol/api.ts';
import { frameCatalog } from './catalog.ts';

const ColourChoice = onDemand(
  async () => (await import('#components/contexts/colour-choice.tsx')).ColourChoice,
);

/**
 * Chooses the kubeconfig context. Another context is another cluster or user, so it leads to that context's pods. The
 * list is read again each time it opens, because the kubeconfig may have changed.
 */
export function ContextSwitch({ contexts }: { contexts: ContextList }) {
  const messages = useMessages(frameCatalog);
  const router = useRouter();
  const chosen = useSearchParams().get('context') || contexts.current;
  const { newest, refresh } = useNewest(contexts, contextsRoute());
  const colourOf = useContextColours();
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
      icon={
        <>
          <Ship aria-hidden className="text-ink-muted" />
          <ContextMark colour={colourOf(chosen)} />
        </>
      }
      values={[chosen]}
      name="context"
      choices={newest.items.map((context) => ({
        value: context.name,
        label: context.name,
        mark: <ContextMark colour={colourOf(context.name)} />,
        hint:
          context.problem === undefined
            ? messages.contextHint(context.user, context.cluster, context.namespace)
            : messages.contextUnusable(context.problem),
      }))}
      searchLabel={messages.contextSearch}
      emptyText={messages.noContextMatch}
      footer={known && <ColourChoice name={chosen} />}
      onOpen={refresh}
      onChoose={(name) => {
        if (name !== chosen) router.push(podsHref({ context: name }));
      }}
    />
  );
}
