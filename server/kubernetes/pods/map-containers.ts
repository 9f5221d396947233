import type { Container } from '#protocol/api.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { ContainerSpec, ContainerState, ContainerStatus, PodObject } from '../objects.ts';
import { sidecarNames } from './pod-status.ts';

/** Regular containers first, in the order of the spec, then init containers with sidecars, then ephemeral ones. */
export function mapContainers(pod: PodObject): Container[] {
  const { spec = {}, status = {} } = pod;
  const sidecars = sidecarNames(pod);
  return [
    ...mapGroup(spec.containers, status.containerStatuses, () => 'regular'),
    ...mapGroup(spec.initContainers, status.initContainerStatuses, ({ name }) =>
      sidecars.has(name) ? 'sidecar' : 'init',
    ),
    ...mapGroup(spec.ephemeralContainers, status.ephemeralContainerStatuses, () => 'ephemeral'),
  ];
}

/**
 * The container that kubectl uses when none is named: the one in the annotation if it exists, else the first.
 * Source: FindOrDefaultContainerByName in kubectl/pkg/cmd/util/podcmd.
 */
export function defaultContainer(pod: PodObject): string {
  const annotated = pod.metadata?.annotations?.['kubectl.kubernetes.io/default-container'];
  const { containers = [], initContainers = [], ephemeralContainers = [] } = pod.spec ?? {};
  const all = [...containers, ...initContainers, ...ephemeralContainers];
  if (annotated && all.some(({ name }) => name === annotated)) return annotated;
  return containers[0]?.name ?? '';
}

function mapGroup(
  specs: readonly ContainerSpec[] = [],
  statuses: readonly ContainerStatus[] = [],
  kindOf: (spec: ContainerSpec) => Container['kind'],
): Container[] {
  const byName = new Map(statuses.map((status) => [status.name, status]));
  return specs.map((spec) => mapContainer(spec, byName.get(spec.name), kindOf(spec)));
}

function mapContainer(
  spec: ContainerSpec,
  status: ContainerStatus | undefined,
  kind: Container['kind'],
): Container {
  const { running, terminated, waiting } = status?.state ?? {};
  const ended = terminated ?? status?.lastState?.terminated;
  const state =
    running !== undefined
      ? 'running'
      : terminated !== undefined
        ? 'terminated'
        : waiting !== undefined
          ? 'waiting'
          : 'unknown';
  return {
    name: spec.name,
    kind,
    image: visibleText(spec.image ?? ''),
    state,
    reason: state === 'running' ? '' : visibleText(terminated?.reason ?? waiting?.reason ?? ''),
    message: state === 'running' ? '' : visibleText(terminated?.message ?? waiting?.message ?? '', '\n\t'),
    ready: status?.ready ?? false,
    restartCount: status?.restartCount ?? 0,
    startedAt: running?.startedAt ?? terminated?.startedAt ?? null,
    exitCode: ended?.exitCode ?? null,
    lastExit: exitOf(status?.lastState?.terminated),
  };
}

function exitOf(ended: ContainerState['terminated']): Container['lastExit'] {
  if (ended === undefined) return null;
  return {
    exitCode: ended.exitCode,
    reason: visibleText(ended.reason ?? ''),
    message: visibleText(ended.message ?? '', '\n\t'),
    finishedAt: ended.finishedAt ?? null,
  };
}
