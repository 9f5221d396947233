'use client';

import { Bug, LoaderCircle } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { PodPlace } from '#components/addresses/shell-place.ts';
import { copyPodLine } from '#components/failures/kubectl-line.ts';
import type { Failure } from '#components/failures/read-failure.ts';
import { ServerQuote } from '#components/failures/server-quote.tsx';
import { useFailureWords } from '#components/failures/use-failure-words.ts';
import type { MessagesOf } from '#components/language/catalog.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { CopyLine } from '#components/links/copy-line.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/layers/dialog.tsx';
import type { ExecAccess } from '#protocol/api.ts';
import type { DebugChoices, DebugProgress } from '#protocol/debug.ts';
import { debugCatalog } from './catalog.ts';
import { ChoiceRow } from './choice-row.tsx';
import { CopyForm } from './copy-form.tsx';
import { noteCopiesChanged } from './debug-copies.ts';
import { DebugForm } from './debug-form.tsx';
import { type DebugEntry, type DebugWish, loadChoices, startDebug } from './debug-stream.ts';
import { DeleteCopy } from './delete-copy.tsx';

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'choosing'; readonly choices: DebugChoices; readonly where: Where }
  | { readonly kind: 'starting'; readonly where: Where; readonly progress: readonly DebugProgress[] }
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
    const onProgress = (one: DebugProgress) =>
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
      {state.kind === 'starting' && <Progress progress={state.progress} isCopy={isCopy} />}
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

function Progress({ progress, isCopy }: { progress: readonly DebugProgress[]; isCopy: boolean }) {
  const messages = useMessages(debugCatalog);
  const starting = isCopy ? messages.startingCopy : messages.starting;
  return (
    <div className="grid gap-2 text-sm">
      <p className="flex items-center gap-2">
        <LoaderCircle aria-hidden className="size-4 animate-spin text-info-text" />
        {starting}
      </p>
      <ol role="log" aria-label={starting} className="grid max-h-48 gap-1 overflow-y-auto text-xs">
        {progress.map((one) => (
          <li key={`${one.kind} ${one.reason} ${one.message}`} className="wrap-anywhere">
            {one.kind === 'created' ? (
              createdText(messages, one)
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

function createdText(messages: MessagesOf<typeof debugCatalog>, { container, pod }: DebugProgress): string {
  return pod === undefined ? messages.created(container) : messages.createdCopy(pod, container);
}

function DebugFailed({
  failure,
  place,
  copies,
}: {
  failure: Failure;
  place: PodPlace;
  /** Whether the caller may debug a copy instead; undefined where that is of no use. */
  copies: ExecAccess | undefined;
}) {
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
      {copies?.allowed === false && (
        <>
          <p className="text-ink-muted text-xs wrap-anywhere">
            {messages.mayNotCopy} <ServerQuote text={copies.detail} />
          </p>
          <CopyLine label={messages.copy} text={copyPodLine(place)} />
        </>
      )}
      <code className="font-mono text-2xs text-ink-muted">{failure.code}</code>
    </div>
  );
}
