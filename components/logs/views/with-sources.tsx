'use client';

import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { podRoute } from '#components/addresses/api-routes.ts';
import type { LogPlace, LogSubject } from '#components/addresses/log-place.ts';
import { ask, type Failure } from '#components/failures/read-failure.ts';
import { EMPTY_STREAM } from '#components/pods/feed/pod-stream.ts';
import { type InitialPods, usePodSubscription } from '#components/pods/feed/use-pod-subscription.ts';
import type { PodDetail } from '#protocol/api.ts';
import type { LogSource } from '../stream/log-group.ts';
import { type LoggedContainer, sourcesOfPod, sourcesOfPods } from './pod-sources.ts';

/** The logs of a place. */
export interface FoundSources {
  readonly sources: readonly LogSource[];
  /** Names of containers to choose from; of one pod, the default one first. */
  readonly containers: readonly string[];
  /** Logs that are not read, because there are too many. */
  readonly leftOut: number;
  /** False until the cluster has said which there are. */
  readonly isKnown: boolean;
  /** Why it does not say which pods there are; of one pod, its log tells. */
  readonly failure?: Failure | undefined;
  readonly retry: () => void;
}

type Render = (found: FoundSources) => ReactNode;

/**
 * Finds the logs of a place, and follows the pods of an owner and of a filter.
 * @param known containers of one pod, the default one first; undefined: they are asked for
 */
export function WithSources({
  place,
  known,
  render,
}: {
  place: LogPlace;
  known?: readonly LoggedContainer[] | undefined;
  render: Render;
}) {
  const { of } = place;
  if (of.kind !== 'pod') return <OfPods place={place} of={of} render={render} />;
  if (known === undefined) return <OfPod place={place} pod={of.pod} render={render} />;
  return render(foundOfPod(place, of.pod, known));
}

function OfPod({ place, pod, render }: { place: LogPlace; pod: string; render: Render }) {
  const { context, namespace } = place;
  const [containers, setContainers] = useState<readonly LoggedContainer[]>();
  useEffect(() => {
    const ended = new AbortController();
    const request = () =>
      fetch(podRoute({ context, namespace, pod }), { cache: 'no-store', signal: ended.signal });
    void ask(request, (response) => response.json() as Promise<PodDetail>).then((answer) => {
      if (ended.signal.aborted) return;
      // Who may not read the pod may read its log, which tells why else it is not there.
      setContainers(answer.kind === 'answered' ? inOrder(answer.body) : []);
    });
    return () => ended.abort();
  }, [context, namespace, pod]);
  return render(
    containers === undefined ? { ...NOTHING, isKnown: false } : foundOfPod(place, pod, containers),
  );
}

function OfPods({
  place,
  of,
  render,
}: {
  place: LogPlace;
  of: Exclude<LogSubject, { kind: 'pod' }>;
  render: Render;
}) {
  const { context, namespace, container } = place;
  const pods = useMemo(() => ({ context, namespaces: [namespace] }), [context, namespace]);
  const initial = useMemo((): InitialPods => ({ place: pods, state: EMPTY_STREAM }), [pods]);
  const { state, retry } = usePodSubscription(pods, initial);
  const [first, setFirst] = useState<ReadonlySet<string>>();
  useEffect(() => {
    if (state.pods !== null) setFirst((known) => known ?? new Set(state.pods?.keys()));
  }, [state.pods]);
  const found = useMemo(
    () => sourcesOfPods([...(state.pods?.values() ?? [])], of, container, first),
    [state.pods, of, container, first],
  );
  const { link } = state;
  const failure =
    link.kind === 'refused' || (link.kind === 'stale' && state.pods === null) ? link : undefined;
  return render({ ...found, isKnown: state.pods !== null, failure, retry });
}

const NOTHING: FoundSources = { sources: [], containers: [], leftOut: 0, isKnown: true, retry: () => {} };

function foundOfPod(place: LogPlace, pod: string, known: readonly LoggedContainer[]): FoundSources {
  const { container } = place;
  const names = known.map(({ name }) => name);
  const containers = names.length > 0 || container === undefined ? names : [container];
  return { ...NOTHING, sources: sourcesOfPod(pod, known, container), containers };
}

function inOrder({ containers, defaultContainer }: PodDetail): readonly LoggedContainer[] {
  return containers
    .map(({ name, kind, state }) => ({ name, kind, state }))
    .sort((a, b) => Number(b.name === defaultContainer) - Number(a.name === defaultContainer));
}
