'use client';

import { Trash2 } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import type { PodPlace } from '#components/addresses/shell-place.ts';
import type { Failure } from '#components/failures/read-failure.ts';
import { ServerQuote } from '#components/failures/server-quote.tsx';
import { useFailureWords } from '#components/failures/use-failure-words.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { debugCatalog } from './catalog.ts';
import { deleteCopy } from './debug-copies.ts';

type State =
  | { readonly kind: 'idle' | 'asking' | 'cancelled' | 'deleting' | 'deleted' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Deletes a debug copy, after a question: nothing of it comes back. */
export function DeleteCopy({ place }: { place: PodPlace }) {
  const [state, setState] = useState<State>({ kind: 'idle' });
  const room = useRef<HTMLDivElement>(null);
  const remove = async () => {
    // The button that has the focus is removed.
    room.current?.focus();
    setState({ kind: 'deleting' });
    const answer = await deleteCopy(place);
    setState(answer.kind === 'failed' ? answer : { kind: 'deleted' });
  };
  return (
    <div ref={room} tabIndex={-1} className="rounded-sm">
      <Shown place={place} state={state} onState={setState} onDelete={() => void remove()} />
    </div>
  );
}

function Shown({
  place,
  state,
  onState,
  onDelete,
}: {
  place: PodPlace;
  state: State;
  onState: (state: State) => void;
  onDelete: () => void;
}): ReactNode {
  const messages = useMessages(debugCatalog);
  switch (state.kind) {
    case 'deleting':
    case 'deleted':
      return (
        <p role="status" className="text-ink-muted text-xs">
          {state.kind === 'deleted' ? messages.deleted(place.pod) : messages.deleting}
        </p>
      );
    case 'asking':
      return (
        <div role="alert" className="flex flex-wrap items-center justify-end gap-2 text-sm">
          <span>{messages.deleteQuestion(place.pod)}</span>
          <Button size="sm" variant="danger" onClick={onDelete}>
            {messages.delete}
          </Button>
          <Button size="sm" autoFocus onClick={() => onState({ kind: 'cancelled' })}>
            {messages.cancel}
          </Button>
        </div>
      );
    case 'idle':
    case 'cancelled':
    case 'failed':
      return (
        <div className="grid justify-items-end gap-1">
          <Button
            size="sm"
            variant="danger"
            autoFocus={state.kind === 'cancelled'}
            aria-label={messages.deleteOf(place.pod)}
            onClick={() => onState({ kind: 'asking' })}
          >
            <Trash2 aria-hidden />
            {messages.delete}
          </Button>
          {state.kind === 'failed' && <NotDeleted failure={state.failure} />}
        </div>
      );
    default:
      return state satisfies never;
  }
}

function NotDeleted({ failure }: { failure: Failure }) {
  const { title, quote, cause, next } = useFailureWords(failure, 'pod');
  const isForbidden = failure.code === 'forbidden';
  const messages = useMessages(debugCatalog);
  return (
    <p role="alert" className="max-w-md text-bad-text text-xs wrap-anywhere">
      {isForbidden ? messages.mayNotDelete : `${title}. ${cause} ${next}`}{' '}
      {isForbidden ? <ServerQuote text={failure.detail} /> : quote !== '' && <ServerQuote text={quote} />}
    </p>
  );
}
