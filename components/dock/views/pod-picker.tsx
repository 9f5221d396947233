'use client';

import { useEffect, useState } from 'react';
import { contextsRoute, podNamesRoute } from '#components/addresses/api-routes.ts';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import { FailureText } from '#components/failures/failure-text.tsx';
import { ask, type Failure } from '#components/failures/read-failure.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { ChoiceSearch } from '#components/ui/choice/choice-search.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import type { ContextList, PodNameList } from '#protocol/api.ts';
import { dockCatalog } from '../catalog.ts';

type Loaded<Body> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly body: Body }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Asks for a pod, to open a shell beside the active terminal. Pods where a shell may run come first. */
export function PodPicker({
  context,
  onChoose,
  onClose,
}: {
  /** The context that is offered first; undefined: the server's current one. */
  context: string | undefined;
  onChoose: (place: ShellPlace) => void;
  onClose: () => void;
}) {
  const messages = useMessages(dockCatalog);
  const words = messages.picker;
  const [chosen, setChosen] = useState(context);
  const contexts = useLoaded<ContextList>(contextsRoute());
  const pods = useLoaded<PodNameList>(podNamesRoute(chosen));
  const names = contexts.kind === 'ready' ? contexts.body.items.map(({ name }) => name) : [];
  const items = pods.kind === 'ready' ? runningFirst(pods.body.items) : [];
  return (
    <Dialog title={words.title} description={words.text} onClose={onClose} onClosed={() => {}}>
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
            choices={items.map(({ namespace, name, status }) => ({
              value: `${namespace}/${name}`,
              label: name,
              hint: status === 'Running' ? namespace : `${namespace} · ${status}`,
            }))}
            onChoose={(value) => {
              const pod = items.find(({ namespace, name }) => `${namespace}/${name}` === value);
              if (pod !== undefined)
                onChoose({
                  namespace: pod.namespace,
                  pod: pod.name,
                  container: undefined,
                  context: chosen,
                });
            }}
            onDone={() => {}}
          />
        </div>
      )}
      {names.length > 1 && contexts.kind === 'ready' && (
        <label className="flex items-center gap-3 text-sm">
          {words.context}
          <select
            value={chosen ?? contexts.body.current}
            onChange={(event) => setChosen(event.target.value)}
            className="h-8 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-2 text-ink text-sm"
          >
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
    </Dialog>
  );
}

type PodName = PodNameList['items'][number];

function runningFirst(pods: readonly PodName[]): readonly PodName[] {
  const [running, others] = [true, false].map((isRunning) =>
    pods.filter(({ status }) => (status === 'Running') === isRunning),
  );
  return [...(running ?? []), ...(others ?? [])];
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
