'use client';

import { useDeferredValue, useEffect, useMemo } from 'react';
import type { NamespaceList } from '#protocol/api.ts';
import { ClockProvider } from './clock.tsx';
import { clockTime } from './clock-time.ts';
import { FilterField } from './filter-field.tsx';
import { LiveBadge } from './live-badge.tsx';
import { messages } from './messages.ts';
import { NamespacePicker } from './namespace-picker.tsx';
import { nextSort } from './pod-sort.ts';
import type { StreamLink } from './pod-stream.ts';
import { podsContent, shownSort } from './pods-content.ts';
import { PodsNotice } from './pods-notice.tsx';
import { PodsSkeleton } from './pods-skeleton.tsx';
import { PodsTable } from './pods-table.tsx';
import { SortSelect } from './sort-select.tsx';
import { useListView } from './use-list-view.ts';
import { type InitialPods, usePodFeed } from './use-pod-feed.ts';

export interface PodsPageProps {
  readonly initial: InitialPods;
  readonly namespaces: NamespaceList;
  /** When the server rendered, in milliseconds since the epoch. */
  readonly renderedAt: number;
}

/** The list of pods: what the server knew at first, then live. */
export function PodsPage({ initial, namespaces, renderedAt }: PodsPageProps) {
  const [view, change] = useListView();
  const { state, retry } = usePodFeed(view, initial);
  const { q, sort, namespace, context } = view;
  // The field must never wait for the table: what is typed shows at once, the rows follow.
  const wanted = useDeferredValue(q);
  const content = useMemo(
    () => podsContent(state, { q: wanted, sort, namespace }),
    [state, wanted, sort, namespace],
  );
  const order = shownSort(view);

  useEffect(() => {
    const title = namespace === undefined ? messages.title : messages.titleIn(namespace);
    document.title = `${title} · Podshell`;
  }, [namespace]);

  return (
    <ClockProvider renderedAt={renderedAt}>
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
        <div className="flex items-baseline gap-2.5 md:min-w-33">
          <h1 className="font-semibold text-lg tracking-tight">{messages.title}</h1>
          <output className="text-ink-muted text-xs">
            {content.kind === 'table' && messages.count(content.pods.length, state.total)}
          </output>
        </div>
        <div className="max-md:order-1 max-md:ml-auto md:order-last">
          <LiveBadge link={state.link} hasPods={state.pods !== null} />
        </div>
        <div className="flex min-w-0 gap-2 max-md:order-2 max-md:basis-full">
          <NamespacePicker
            context={context}
            namespace={namespace}
            initial={namespaces}
            onChoose={(chosen) => change({ namespace: chosen })}
          />
          <SortSelect sort={order} onSort={(chosen) => change({ sort: chosen })} />
        </div>
        <div className="flex min-w-0 flex-1 max-md:order-3 max-md:basis-full">
          <FilterField value={q} onChange={(text) => change({ q: text })} />
        </div>
      </div>
      {content.kind === 'table' && <OldNews link={state.link} />}
      {content.kind === 'loading' && <PodsSkeleton />}
      {content.kind === 'table' && (
        <PodsTable
          pods={content.pods}
          context={context}
          showNamespace={namespace === undefined}
          sort={order}
          onSort={(column) => change({ sort: nextSort(order, column) })}
        />
      )}
      {content.kind === 'notice' && (
        <div className="flex-1 overflow-y-auto border-line border-t bg-surface">
          <PodsNotice
            obstacle={content.obstacle}
            namespaces={namespaces.items.map((item) => item.name).filter((name) => name !== namespace)}
            onShow={(chosen) => change({ namespace: chosen })}
            onClearFilter={() => change({ q: '' })}
            onRetry={retry}
          />
        </div>
      )}
    </ClockProvider>
  );
}

/** Says that the rows below may be old, and why. */
function OldNews({ link }: { link: StreamLink }) {
  if (link.kind !== 'stale' && link.kind !== 'reconnecting') return null;
  return (
    <p role="status" className="border-line border-t bg-warn-soft px-4 py-2 text-warn-text">
      <strong className="font-medium">{messages.states.staleBanner(clockTime(link.since))}</strong>{' '}
      {link.kind === 'stale' ? `${link.detail} ` : `${messages.states.serverGone} `}
      {messages.states.staleNext}
    </p>
  );
}
