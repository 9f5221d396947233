'use client';

import { useEffect, useRef, useState } from 'react';
import type { PodPlace } from '#components/addresses/shell-place.ts';
import type { Failure } from '#components/failures/read-failure.ts';
import { ServerQuote } from '#components/failures/server-quote.tsx';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/layers/dialog.tsx';
import type { DebugChoices, DebugProgress as Step } from '#protocol/debug.ts';
import { debugCatalog } from './catalog.ts';
import { ChoiceRow } from './choice-row.tsx';
import { CopyForm } from './copy-form.tsx';
import { noteCopiesChanged } from './debug-copies.ts';
import { DebugFailed } from './debug-failed.tsx';
import { DebugForm } from './debug-form.tsx';
import { DebugProgress } from './debug-progress.tsx';
import { type DebugEntry, type DebugWish, loadChoices, startDebug } from './debug-stream.ts';
import { DeleteCopy } from './delete-copy.tsx';

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'choosing'; readonly choices: DebugChoices; readonly where: Where }
  | { readonly kind: 'starting'; readonly where: Where; readonly progress: readonly Step[] }
  /** `choices`: to choose again; null: that is of no use. */
  | {
      readonly kind: 'failed';
      readonly where: Where;
      readonly failure: Failure;
      readonly choices: DebugChoices | null;
      /** One that was created all the same. */
      readonly copy?: string | undefined;
    };

/** The pod itself gets a container, or a copy of it does. */
type Where = 'pod' | 'copy';

/** Codes after which a copy of the pod may still be debugged. */
const COPIES: ReadonlySet<string> = new Set([
  'debug-unsupported',
  'debug-static-pod',
  'debug-policy-refused',
  'debug-quota-exceeded',
  'debug-pod-not-running',
  'debug-start-failed',
]);

/** Chooses and starts a debug container, in the pod or in a copy of it, or offers one that runs. */
export function DebugDialog({
  place,
  onReady,
  onCancel,
  onClosed,
}: {
  place: PodPlace;
  /** Gets what to attach to. */
  onReady: (entry: DebugEntry) => void;
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
      const isRefused = { kind: 'failed', where: 'pod', choices: null } as const;
      if (answer.kind === 'failed') {
        setState({ ...isRefused, failure: answer.failure });
        return;
      }
      const { access, copy } = answer.body;
      if (access.allowed || copy.allowed) {
        setState({ kind: 'choosing', choices: answer.body, where: access.allowed ? 'pod' : 'copy' });
      } else setState({ ...isRefused, failure: { code: 'forbidden', detail: access.detail } });
    });
    return () => leaving.abort();
  }, [context, namespace, pod]);

  const start = async (choices: DebugChoices, wish: DebugWish) => {
    const { signal } = left.current;
    const where = 'copy' in wish ? 'copy' : 'pod';
    setState({ kind: 'starting', where, progress: [] });
    const onProgress = (one: Step) =>
      setState((before) =>
        before.kind === 'starting' ? { ...before, progress: [...before.progress, one] } : before,
      );
    const result = await startDebug(place, wish, onProgress, signal);
    if (where === 'copy') noteCopiesChanged();
    if (signal.aborted) return;
    if (result.kind === 'ready') latestReady.current({ pod: result.pod, container: result.container });
    else setState({ kind: 'failed', where, failure: result, choices, copy: result.copy });
  };
  const isCopy = state.kind !== 'loading' && state.where === 'copy';

  return (
    <Dialog
      title={messages.title(pod)}
      description={isCopy ? messages.copyText : messages.text}
      onClose={onCancel}
      onClosed={onClosed}
    >
      {state.kind === 'loading' && <p className="text-sm">{messages.loading}</p>}
      {state.kind === 'choosing' && (
        <Choosing
          choices={state.choices}
          where={state.where}
          onWhere={(where) => setState({ ...state, where })}
          onStart={(wish) => void start(state.choices, wish)}
          onAttach={(container) => onReady({ pod, container })}
        />
      )}
      {state.kind === 'starting' && <DebugProgress progress={state.progress} isCopy={isCopy} />}
      {state.kind === 'failed' && (
        <DebugFailed
          failure={state.failure}
          place={place}
          copies={!isCopy && COPIES.has(state.failure.code) ? state.choices?.copy : undefined}
        />
      )}
      {state.kind === 'failed' && state.copy !== undefined && (
        <DeleteCopy place={{ ...place, pod: state.copy }} />
      )}
      <div className="flex justify-end gap-2">
        {state.kind === 'failed' && <Again state={state} onChoose={setState} />}
        <Button onClick={onCancel}>{state.kind === 'failed' ? messages.close : messages.cancel}</Button>
      </div>
    </Dialog>
  );
}

function Choosing({
  choices,
  where,
  onWhere,
  onStart,
  onAttach,
}: {
  choices: DebugChoices;
  where: Where;
  onWhere: (where: Where) => void;
  onStart: (wish: DebugWish) => void;
  /** Gets a debug container of the pod that runs. */
  onAttach: (container: string) => void;
}) {
  const messages = useMessages(debugCatalog);
  const { access, copy } = choices;
  return (
    <>
      {access.allowed && copy.allowed && (
        <ChoiceRow
          label={messages.where}
          value={where}
          choices={[
            { value: 'pod', label: messages.inPod },
            { value: 'copy', label: messages.inCopy },
          ]}
          onChoose={onWhere}
        />
      )}
      {!access.allowed && (
        <p className="text-ink-muted text-xs wrap-anywhere">
          <ServerQuote text={access.detail} />
        </p>
      )}
      {where === 'copy' ? (
        <CopyForm choices={choices} onStart={onStart} />
      ) : (
        <DebugForm choices={choices} onStart={onStart} onAttach={onAttach} />
      )}
    </>
  );
}

/** The ways on from a failure. */
function Again({
  state: { choices, failure, where },
  onChoose,
}: {
  state: Extract<State, { kind: 'failed' }>;
  onChoose: (state: Extract<State, { kind: 'choosing' }>) => void;
}) {
  const messages = useMessages(debugCatalog);
  if (choices === null) return null;
  const copies = where === 'pod' && choices.copy.allowed && COPIES.has(failure.code);
  return (
    <>
      {copies && (
        <Button variant="primary" onClick={() => onChoose({ kind: 'choosing', choices, where: 'copy' })}>
          {messages.copyInstead}
        </Button>
      )}
      <Button
        variant={copies ? 'secondary' : 'primary'}
        onClick={() => onChoose({ kind: 'choosing', choices, where })}
      >
        {messages.back}
      </Button>
    </>
  );
}
