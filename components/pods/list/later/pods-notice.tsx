'use client';

import { RefreshCw, SearchX, Wind } from 'lucide-react';
import type { MouseEvent } from 'react';
import { podsHref } from '#components/addresses/pages.ts';
import { served } from '#components/addresses/served.ts';
import { LazyFailureNotice } from '#components/failures/lazy-failures.tsx';
import type { Failure } from '#components/failures/read-failure.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { podsCatalog } from '../../catalog.ts';
import { laterCatalog } from './catalog.ts';

/** Why there is no table. */
export type PodsObstacle =
  | { readonly kind: 'empty'; readonly namespaces: readonly string[] }
  | { readonly kind: 'no-match'; readonly total: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Maximum number of namespaces to offer to a caller who may not list pods here. */
const MAX_OFFERS = 4;

/** Shown instead of the table: what happened, why, and the next step. */
export function PodsNotice({
  obstacle,
  namespaces,
  onShow,
  hrefOf,
  onClearFilter,
  onRetry,
}: {
  obstacle: PodsObstacle;
  /** Other known namespaces. */
  namespaces: readonly string[];
  /** @param namespace undefined: all namespaces */
  onShow: (namespace: string | undefined) => void;
  /** The address of a namespace's list. */
  hrefOf: (namespace: string) => string;
  onClearFilter: () => void;
  onRetry: () => void;
}) {
  const messages = useMessages(podsCatalog);
  const { states } = messages;
  const words = useMessages(laterCatalog);
  switch (obstacle.kind) {
    case 'empty':
      return (
        <Notice
          icon={Wind}
          tone="idle"
          title={words.emptyTitle}
          actions={
            obstacle.namespaces.length > 0 && (
              <Button variant="primary" onClick={() => onShow(undefined)}>
                {states.showAll}
              </Button>
            )
          }
        >
          {obstacle.namespaces.length === 0 ? words.emptyAnywhere : words.emptyIn(obstacle.namespaces)}
        </Notice>
      );
    case 'no-match':
      return (
        <Notice
          icon={SearchX}
          tone="info"
          title={words.noMatchTitle}
          actions={<Button onClick={onClearFilter}>{messages.clearFilter}</Button>}
        >
          {words.noMatch(obstacle.total)}
        </Notice>
      );
    case 'failed': {
      const { failure } = obstacle;
      const offers = failure.code === 'forbidden' ? namespaces.slice(0, MAX_OFFERS) : [];
      return (
        <LazyFailureNotice
          failure={failure}
          place="pods"
          retrying={states.retrying}
          actions={
            <>
              {offers.map((name, index) => (
                // A link works before the code of this notice is loaded.
                <Button key={name} variant={index === 0 ? 'primary' : 'secondary'} asChild>
                  <a href={served(hrefOf(name))} onClick={(event) => showHere(event, () => onShow(name))}>
                    {words.show(name)}
                  </a>
                </Button>
              ))}
              {/* A retry does not help if the context does not exist. */}
              {failure.code === 'context-not-found' ? (
                <Button asChild variant="primary">
                  <a href={served(podsHref())}>{states.standardContext}</a>
                </Button>
              ) : (
                <Button variant={offers.length === 0 ? 'primary' : 'secondary'} onClick={onRetry}>
                  <RefreshCw aria-hidden />
                  {states.tryAgain}
                </Button>
              )}
            </>
          }
        />
      );
    }
  }
}

/** Changes the list on this page, unless the user wants another tab. */
function showHere(event: MouseEvent, show: () => void): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  show();
}
