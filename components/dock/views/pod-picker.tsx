'use client';

import { RefreshCw } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { contextsRoute, podNamesRoute } from '#components/addresses/api-routes.ts';
import { inNamedContext, type ShellPlace } from '#components/addresses/shell-place.ts';
import { ContextMark } from '#components/contexts/context-mark.tsx';
import { useContextName } from '#components/contexts/context-name.tsx';
import { useContextColours } from '#components/contexts/use-context-colour.ts';
import { FailureText } from '#components/failures/failure-text.tsx';
import { ask, type Failure } from '#components/failures/read-failure.ts';
import { useAsking } from '#components/failures/use-asking.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { type KnownPod, knownPods } from '#components/recents/known-places.ts';
import { notePlace } from '#components/recents/note-place.ts';
import { useKnownPlaces } from '#components/recents/use-known-places.ts';
import { Button } from '#components/ui/button.tsx';
import { ChoicePicker } from '#components/ui/choice/choice-picker.tsx';
import { ChoiceSearch } from '#components/ui/choice/choice-search.tsx';
import { Dialog } from '#components/ui/layers/dialog.tsx';
import type { ContextList, PodName, PodNameList } from '#protocol/api.ts';
import { dockCatalog } from '../catalog.ts';
import type { DockPane } from '../state/dock-layout.ts';

type Loaded<Body> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly body: Body }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Asks for a pod, to open a shell or a log of it beside the active pane. */
export function PodPicker({
  kind,
  context,
  onChoose,
  onClose,
  onCancelled,
}: {
  /** What is opened. */
  kind: DockPane['kind'];
  /** The context that is offered first; undefined: the server's current one. */
  context: string | undefined;
  onChoose: (place: ShellPlace) => void;
  onClose: () => void;
  /** It has closed without a choice; the caller sets the focus. What is opened takes it by itself. */
  onCancelled: () => void;
}) {
  const messages = useMessages(dockCatalog);
  const words = messages.picker;
  const [chosen, setChosen] = useState(context);
  const isAnswered = useRef(false);
  const [contexts, askForContexts] = useLoaded<ContextList>(contextsRoute());
  const [pods, askForPods] = useLoaded<PodNameList>(podNamesRoute(chosen));
  const shownContext = chosen ?? (contexts.kind === 'ready' ? (contexts.body.current ?? '') : '');
  const colourOf = useContextColours();
  const names = contexts.kind === 'ready' ? contexts.body.items.map(({ name }) => name) : [];
  const contextName = useContextName(chosen);
  const known = knownPods(useKnownPlaces(contextName));
  const items = pods.kind === 'ready' ? inOrder(pods.body.items, known) : [];
  return (
    <Dialog
      title={words.title}
      description={messages.kinds[kind].pickerText}
      onClose={onClose}
      onClosed={() => isAnswered.current || onCancelled()}
    >
      {pods.kind === 'failed' ? (
        <div className="grid justify-items-start gap-3">
          <div role="alert" className="text-sm">
            <FailureText failure={pods.failure} place="pods" />
          </div>
          <Button
            autoFocus
            onClick={() => {
              askForPods();
              askForContexts();
            }}
          >
            <RefreshCw aria-hidden />
            {words.tryAgain}
          </Button>
        </div>
      ) : (
        <div className="rounded-md border border-line">
          <ChoiceSearch
            label={words.pods}
            searchLabel={words.search}
            emptyText={pods.kind === 'loading' ? words.loading : words.none}
            values={[]}
            choices={items.map(({ namespace, name, status, running }) => ({
              value: `${namespace}/${name}`,
              label: name,
              hint: running ? namespace : `${namespace} · ${status}`,
            }))}
            onChoose={(value) => {
              const pod = items.find(({ namespace, name }) => `${namespace}/${name}` === value);
              if (pod === undefined) return;
              const place = {
                namespace: pod.namespace,
                pod: pod.name,
                container: undefined,
                context: chosen,
              };
              if (kind === 'terminal') void notePlace(contextName, { pod: place });
              isAnswered.current = true;
              onChoose(inNamedContext(place, contextName));
            }}
            onDone={() => {}}
          />
        </div>
      )}
      <div className="flex items-center gap-3 text-sm">
        {names.length > 1 && (
          <>
            <span aria-hidden>{words.context}</span>
            <ChoicePicker
              label={words.context}
              current={shownContext}
              icon={<ContextMark colour={colourOf(shownContext)} />}
              values={[shownContext]}
              choices={names.map((name) => ({
                value: name,
                label: name,
                mark: <ContextMark colour={colourOf(name)} />,
              }))}
              searchLabel={words.searchContexts}
              emptyText={words.noContext}
              onChoose={setChosen}
            />
          </>
        )}
        <Button onClick={onClose} className="ml-auto">
          {words.cancel}
        </Button>
      </div>
    </Dialog>
  );
}

/** Favourite and recent pods first, then those in which a shell may run. */
function inOrder(pods: readonly PodName[], known: readonly KnownPod[]): readonly PodName[] {
  const isAt = (pod: PodName) =>
    known.findIndex((one) => one.namespace === pod.namespace && one.pod === pod.name);
  const places = new Map(pods.map((pod) => [pod, isAt(pod)]));
  const rank = (pod: PodName) => {
    const place = places.get(pod) ?? -1;
    if (place >= 0) return place;
    return known.length + (pod.running ? 0 : 1);
  };
  return pods.toSorted((one, other) => rank(one) - rank(other));
}

/** @returns the answer, and what asks for it again */
function useLoaded<Body>(route: string): readonly [Loaded<Body>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<Body>>({ kind: 'loading' });
  const load = useCallback(
    async (signal: AbortSignal) => {
      setLoaded({ kind: 'loading' });
      const answer = await ask(
        () => fetch(route, { cache: 'no-store', signal }),
        (response) => response.json() as Promise<Body>,
      );
      if (signal.aborted) return;
      setLoaded(
        answer.kind === 'answered'
          ? { kind: 'ready', body: answer.body }
          : { kind: 'failed', failure: answer.failure },
      );
    },
    [route],
  );
  return [loaded, useAsking<void>(load, undefined)];
}
