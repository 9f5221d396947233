/** Which containers' logs are read. */

import { ALL_CONTAINERS, type LogSubject } from '#components/addresses/log-place.ts';
import { filterPods, parseFilter } from '#components/pods/filter/pod-filter.ts';
import type { Container, Pod } from '#protocol/api.ts';
import type { LogSource } from '../stream/log-group.ts';

export type LoggedContainer = Pick<Container, 'name' | 'kind' | 'state'>;

/** Logs that are read at once: half of those that a user may have open ({@link MAX_OPEN_LOGS}). */
export const MOST_LOGS = 30;

/** The containers of one pod. @param containers the default one first; those of which the caller may not know are missing */
export function sourcesOfPod(
  pod: string,
  containers: readonly LoggedContainer[],
  chosen: string | undefined,
): readonly LogSource[] {
  const source = (container: string, isEnded: boolean) => {
    return { pod, container, uid: '', isOver: isEnded, isNew: false };
  };
  if (chosen === ALL_CONTAINERS && containers.length > 0)
    return containers.map((one) => source(one.name, isOver(one)));
  // Of a pod that the caller may not read, the cluster chooses.
  const name = chosen === ALL_CONTAINERS ? '' : (chosen ?? containers[0]?.name ?? '');
  const known = containers.find((one) => one.name === name);
  return [source(name, known !== undefined && isOver(known))];
}

export interface SourcesOfPods {
  readonly sources: readonly LogSource[];
  /** Names of the pods' containers, once each. */
  readonly containers: readonly string[];
  /** How many more there are than {@link MOST_LOGS}. */
  readonly leftOut: number;
}

/**
 * The containers of all pods of an owner or a filter. Of more than {@link MOST_LOGS}, those that run come first, and the
 * oldest of them, so that a pod that comes takes no place from another.
 * @param first uids of the pods that there were at first; undefined: these are they
 */
export function sourcesOfPods(
  all: readonly Pod[],
  of: Exclude<LogSubject, { kind: 'pod' }>,
  chosen: string | undefined,
  first: ReadonlySet<string> | undefined,
): SourcesOfPods {
  const pods = filterPods(all, parseFilter(of.kind === 'owner' ? `owner:"${of.owner}"` : of.q));
  const found = pods
    .flatMap((pod) =>
      pod.containers.map((container) => ({ pod, container, isEnded: isEnded(pod, container) })),
    )
    .filter(({ container }) => chosen === undefined || chosen === ALL_CONTAINERS || container.name === chosen)
    .sort((one, other) => rank(one) - rank(other) || compare(one.pod, other.pod));
  return {
    sources: found.slice(0, MOST_LOGS).map(({ pod, container, isEnded: isOver }) => ({
      pod: pod.name,
      container: container.name,
      uid: pod.uid,
      isOver,
      isNew: first !== undefined && !first.has(pod.uid),
    })),
    containers: [...new Set(pods.flatMap(({ containers }) => containers.map(({ name }) => name)))].sort(),
    leftOut: Math.max(0, found.length - MOST_LOGS),
  };
}

function isEnded({ phase }: Pod, container: LoggedContainer): boolean {
  return phase === 'Succeeded' || phase === 'Failed' || isOver(container);
}

/** An ended container of these kinds never runs again. */
function isOver({ kind, state }: LoggedContainer): boolean {
  return (kind === 'init' || kind === 'ephemeral') && state === 'terminated';
}

function rank({ container, isEnded: isOver }: { container: Container; isEnded: boolean }): number {
  return isOver ? 2 : container.state === 'running' ? 0 : 1;
}

function compare(one: Pod, other: Pod): number {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? -1 : 1;
  return one.name < other.name ? -1 : Number(one.name > other.name);
}
