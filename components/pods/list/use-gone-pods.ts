'use client';

import { useEffect, useState } from 'react';
import { podNamesRoute } from '#components/addresses/api-routes.ts';
import { ask } from '#components/failures/read-failure.ts';
import type { KnownPod } from '#components/recents/known-places.ts';
import type { PodName, PodNameList } from '#protocol/api.ts';

/**
 * Asks once which pods there are.
 * @returns tells whether a pod was deleted. False while that is not known, and for namespaces of which the caller sees no pod:
 * they may not list it
 */
export function useGonePods(context: string | undefined): (pod: KnownPod) => boolean {
  const [pods, setPods] = useState<ReadonlyMap<string, ReadonlySet<string>>>();
  useEffect(() => {
    const ended = new AbortController();
    ask(
      () => fetch(podNamesRoute(context), { cache: 'no-store', signal: ended.signal }),
      (response) => response.json() as Promise<PodNameList>,
    ).then((answer) => {
      if (answer.kind !== 'failed' && !ended.signal.aborted) setPods(byNamespace(answer.body.items));
    });
    return () => ended.abort();
  }, [context]);
  return ({ namespace, pod }) => pods?.get(namespace)?.has(pod) === false;
}

function byNamespace(pods: readonly PodName[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const { namespace, name } of pods) names.set(namespace, (names.get(namespace) ?? new Set()).add(name));
  return names;
}
