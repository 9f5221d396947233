'use client';

import { useEffect, useRef, useState } from 'react';
import { contextsRoute, podNamesRoute } from '#components/addresses/api-routes.ts';
import { inNamedContext, type ShellPlace } from '#components/addresses/shell-place.ts';
import { useContextName } from '#components/contexts/context-name.tsx';
import { FailureText } from '#components/failures/failure-text.tsx';
import { ask, type Failure } from '#components/failures/read-failure.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { type KnownPod, knownPods } from '#components/recents/known-places.ts';
import { notePlace } from '#components/recents/note-place.ts';
import { useKnownPlaces } from '#components/recents/use-known-places.ts';
import { Button } from '#components/ui/button.tsx';
import { ChoiceSearch } from '#components/ui/choice/choice-search.tsx';
import { ChoiceSelect } from '#components/ui/choice/choice-select.tsx';
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
  const contexts = useLoaded<ContextList>(contextsRoute());
  const pods = useLoaded<PodNameList>(podNamesRoute(chosen));
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
        <div role="alert" className="text-sm">
          <FailureText failure={pods.failure} place="pods" />
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
        {names.length > 1 && contexts.kind === 'ready' && (
          <>
            <span aria-hidden>{words.context}</span>
            <ChoiceSelect
              label={words.context}
              value={chosen ?? contexts.body.current}
              choices={names.map((name) => ({ value: name, label: name }))}
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

function useLoaded<Body>(route: string): Loaded<Body> {
  const [loaded, setLoaded] = useState<Loaded<Body>>({ kind: 'loading' });
  useEffect(() => {
    const ended = new AbortController();
    setLoaded({ kind: 'loading' });
    void ask(
      () => fetch(route, { cache: 'no-store', signal: ended.signal }),
      (response) => response.json() as Promise<Body>,
    ).then((answer) => {
      if (ended.signal.aborted) return;
      setLoaded(
        answer.kind === 'answered'
          ? { kind: 'ready', body: answer.body }
          : { kind: 'failed', failure: answer.failure },
      );
    });
    return () => ended.abort();
  }, [route]);
  return loaded;
}
