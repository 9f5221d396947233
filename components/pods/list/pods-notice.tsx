'use client';

import { Ban, CloudOff, KeyRound, RotateCw, SearchX, ShieldX, Unplug, Wind } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { podsCatalog } from '../catalog.ts';
import { problemWords } from '../problem-words.ts';

/** Why there is no table. */
export type PodsObstacle =
  | { readonly kind: 'empty'; readonly namespaces: readonly string[] }
  | { readonly kind: 'no-match'; readonly total: number }
  | { readonly kind: 'unreachable'; readonly code: string; readonly detail: string }
  | { readonly kind: 'server-gone' }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

/** As many namespaces as are offered to somebody who may not list pods here. */
const MAX_OFFERS = 4;

/** Stands where the pods would be: what is so, why, and the next step. */
export function PodsNotice({
  obstacle,
  namespaces,
  onShow,
  onClearFilter,
  onRetry,
}: {
  obstacle: PodsObstacle;
  /** Known ones besides the one that was asked for. */
  namespaces: readonly string[];
  /** @param namespace undefined for all */
  onShow: (namespace: string | undefined) => void;
  onClearFilter: () => void;
  onRetry: () => void;
}) {
  const messages = useMessages(podsCatalog);
  const { language } = useLanguage();
  const { states } = messages;
  const retry = (
    <Button onClick={onRetry}>
      <RotateCw aria-hidden />
      {states.tryAgain}
    </Button>
  );
  switch (obstacle.kind) {
    case 'empty':
      return (
        <Notice
          icon={Wind}
          tone="idle"
          title={states.emptyTitle}
          actions={
            obstacle.namespaces.length > 0 && (
              <Button onClick={() => onShow(undefined)}>{states.showAll}</Button>
            )
          }
        >
          {obstacle.namespaces.length === 0 ? states.emptyAnywhere : states.emptyIn(obstacle.namespaces)}
        </Notice>
      );
    case 'no-match':
      return (
        <Notice
          icon={SearchX}
          tone="info"
          title={states.noMatchTitle}
          actions={<Button onClick={onClearFilter}>{messages.clearFilter}</Button>}
        >
          {states.noMatch(obstacle.total)}
        </Notice>
      );
    case 'unreachable': {
      const { cause, quote } = problemWords(messages, language, obstacle);
      return (
        <Notice
          icon={CloudOff}
          tone="warn"
          title={states.unreachableTitle}
          quote={quote}
          actions={retry}
          alert
        >
          {cause} {states.unreachableNext}
        </Notice>
      );
    }
    case 'server-gone':
      return (
        <Notice icon={Unplug} tone="warn" title={states.serverGoneTitle} actions={retry} alert>
          {messages.causes['server-unreachable']} {states.unreachableNext}
        </Notice>
      );
    case 'refused':
      return (
        <Refusal
          {...obstacle}
          retry={retry}
          offers={namespaces.slice(0, MAX_OFFERS).map((name, index) => (
            <Button key={name} variant={index === 0 ? 'primary' : 'secondary'} onClick={() => onShow(name)}>
              {states.show(name)}
            </Button>
          ))}
        />
      );
  }
}

function Refusal({
  code,
  detail,
  retry,
  offers,
}: {
  code: string;
  detail: string;
  retry: ReactNode;
  offers: ReactNode;
}) {
  const messages = useMessages(podsCatalog);
  const { language } = useLanguage();
  const { states } = messages;
  const { cause, quote } = problemWords(messages, language, { code, detail });
  switch (code) {
    case 'forbidden':
      return (
        <Notice
          icon={ShieldX}
          tone="bad"
          title={states.forbiddenTitle}
          quote={quote}
          actions={
            <>
              {offers}
              {retry}
            </>
          }
          alert
        >
          {cause} {states.forbiddenNext}
        </Notice>
      );
    case 'unauthenticated':
      return (
        <Notice
          icon={KeyRound}
          tone="bad"
          title={states.unauthenticatedTitle}
          quote={quote}
          actions={retry}
          alert
        >
          {cause} {states.unauthenticatedNext}
        </Notice>
      );
    case 'context-not-found':
      return (
        <Notice icon={Ban} tone="warn" title={states.contextTitle} quote={quote} alert>
          {cause} {states.contextNext}
        </Notice>
      );
    default:
      return (
        <Notice icon={Ban} tone="bad" title={states.otherTitle} quote={quote} actions={retry} alert>
          {cause} {states.otherNext}
        </Notice>
      );
  }
}
