'use client';

import { Bug, LoaderCircle } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { PodPlace } from '#components/addresses/shell-place.ts';
import { copyPodLine } from '#components/failures/kubectl-line.ts';
import type { Failure } from '#components/failures/read-failure.ts';
import { ServerQuote } from '#components/failures/server-quote.tsx';
import { useFailureWords } from '#components/failures/use-failure-words.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { CopyLine } from '#components/links/copy-line.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/layers/dialog.tsx';
import type { DebugChoices, DebugProgress } from '#protocol/debug.ts';
import { debugCatalog } from './catalog.ts';
import { DebugForm } from './debug-form.tsx';
import { type DebugWish, loadChoices, startDebug } from './debug-stream.ts';

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'choosing'; readonly choices: DebugChoices }
  | { readonly kind: 'starting'; readonly progress: readonly DebugProgress[] }
  /** `choices`: to choose again; null: that is of no use. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly choices: DebugChoices | null };

/** Chooses and starts a debug container, or offers one that runs. */
export function DebugDialog({
  place,
  onReady,
  onCancel,
  onClosed,
}: {
  place: PodPlace;
  /** Gets the container to attach to. */
  onReady: (container: string) => void;
  onCancel: () => void;
  /** The dialog has closed; the caller sets the focus. */
  onClosed: () => void;
}) {
  const messages = useMessages(debugCatalog);
  const [state, setState] = useState<State>({ kind: 'loading' });
  const { context, namespace, pod } = place;
  const left = useRef(new AbortController());
  const latestReady = useRef(onReady);
  useEffect(() => {
    latestReady.current = onReady;
  }, [onReady]);

  useEffect(() => {
    const leaving = new AbortController();
    left.current = leaving;
    void loadChoices({ context, namespace, pod }, leaving.signal).then((answer) => {
      if (leaving.signal.aborted) return;
      if (answer.kind === 'failed') setState({ kind: 'failed', failure: answer.failure, choices: null });
      else if (answer.body.access.allowed) setState({ kind: 'choosing', choices: answer.body });
      else {
        const failure = { code: 'forbidden', detail: answer.body.access.detail };
        setState({ kind: 'failed', failure, choices: null });
      }
    });
    return () => leaving.abort();
  }, [context, namespace, pod]);

  const start = async (choices: DebugChoices, wish: DebugWish) => {
    const { signal } = left.current;
    setState({ kind: 'starting', progress: [] });
    const onProgress = (one: DebugProgress) =>
      setState((before) =>
        before.kind === 'starting' ? { ...before, progress: [...before.progress, one] } : before,
      );
    const result = await startDebug(place, wish, onProgress, signal);
    if (signal.aborted) return;
    if (result.kind === 'ready') latestReady.current(result.container);
    else setState({ kind: 'failed', failure: result, choices });
  };

  return (
    <Dialog title={messages.title(pod)} description={messages.text} onClose={onCancel} onClosed={onClosed}>
      {state.kind === 'loading' && <p className="text-sm">{messages.loading}</p>}
      {state.kind === 'choosing' && (
        <DebugForm
          choices={state.choices}
          onStart={(wish) => void start(state.choices, wish)}
          onAttach={onReady}
        />
      )}
      {state.kind === 'starting' && <Progress progress={state.progress} />}
      {state.kind === 'failed' && <DebugFailed failure={state.failure} place={place} />}
      <div className="flex justify-end gap-2">
        {state.kind === 'failed' && state.choices !== null && (
          <Button
            variant="primary"
            onClick={() => state.choices && setState({ kind: 'choosing', choices: state.choices })}
          >
            {messages.back}
          </Button>
        )}
        <Button onClick={onCancel}>{state.kind === 'failed' ? messages.close : messages.cancel}</Button>
      </div>
    </Dialog>
  );
}

function Progress({ progress }: { progress: readonly DebugProgress[] }) {
  const messages = useMessages(debugCatalog);
  return (
    <div className="grid gap-2 text-sm">
      <p className="flex items-center gap-2">
        <LoaderCircle aria-hidden className="size-4 animate-spin text-info-text" />
        {messages.starting}
      </p>
      <ol role="log" aria-label={messages.starting} className="grid max-h-48 gap-1 overflow-y-auto text-xs">
        {progress.map((one) => (
          <li key={`${one.kind} ${one.reason} ${one.message}`} className="wrap-anywhere">
            {one.kind === 'created' ? (
              messages.created(one.container)
            ) : (
              <>
                <span className="font-medium">{one.reason}</span>{' '}
                <span className="text-ink-muted">{one.message}</span>
              </>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

function DebugFailed({ failure, place }: { failure: Failure; place: PodPlace }) {
  const messages = useMessages(debugCatalog);
  const words = useFailureWords(failure, 'shell');
  const own = Object.entries(messages.codes).find(([code]) => code === failure.code)?.[1];
  return (
    <div role="alert" className="grid gap-2 text-sm">
      <p className="flex items-center gap-2 font-semibold">
        <Bug aria-hidden className="size-4 text-warn-text" />
        {own === undefined ? words.title : messages.failed}
      </p>
      <p>{own ?? `${words.cause} ${words.next}`}</p>
      {failure.detail !== '' && (
        <p className="text-ink-muted text-xs wrap-anywhere">
          <ServerQuote text={failure.detail} />
        </p>
      )}
      {COPIES.has(failure.code) && <CopyLine label={messages.copy} text={copyPodLine(place)} />}
      <code className="font-mono text-2xs text-ink-muted">{failure.code}</code>
    </div>
  );
}

/** Codes after which a copy of the pod may still be debugged. */
const COPIES: ReadonlySet<string> = new Set([
  'debug-unsupported',
  'debug-static-pod',
  'debug-policy-refused',
  'debug-quota-exceeded',
]);
