import type { Pod, PodDetail } from '#protocol/api.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { PodObject, PodStatus } from '../objects.ts';
import { mapContainerDetails } from './container-details.ts';
import { defaultContainer, mapContainers } from './map-containers.ts';
import { summarizePod } from './pod-status.ts';
import { mapVolumes } from './pod-volumes.ts';

/** Whitespace that stays in multi-line messages. */
const LINES = '\n\t';

/** Maps a pod object of the cluster to a pod of Podshell's API. */
export function mapPod(pod: PodObject): Pod {
  const { metadata = {}, spec = {}, status = {} } = pod;
  const containers = mapContainers(pod);
  const summary = summarizePod(pod);
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name ?? '',
    uid: metadata.uid ?? '',
    ...summary,
    status: visibleText(summary.status),
    phase: status.phase ?? 'Unknown',
    statusMessage: visibleText(statusMessage(pod), LINES),
    ...(hasFailedAsAWhole(status) ? { statusReason: visibleText(status.reason) } : {}),
    createdAt: metadata.creationTimestamp ?? '',
    node: spec.nodeName ?? '',
    ip: status.podIP ?? '',
    labels: metadata.labels ?? {},
    defaultContainer: defaultContainer(pod),
    os: isWindows(pod) ? 'windows' : 'linux',
    owner: ownerOf(pod),
    containers,
  };
}

/** What the detail page shows in addition to the pod, its events and access. */
export function mapPodFacts(
  pod: PodObject,
): Pick<PodDetail, 'containers' | 'serviceAccount' | 'volumes' | 'annotations' | 'conditions'> {
  return {
    containers: mapContainerDetails(pod),
    serviceAccount: pod.spec?.serviceAccountName ?? '',
    volumes: mapVolumes(pod),
    annotations: visibleValues(pod.metadata?.annotations ?? {}),
    conditions: (pod.status?.conditions ?? []).map((condition) => ({
      type: condition.type,
      status: condition.status,
      reason: visibleText(condition.reason ?? ''),
      message: visibleText(condition.message ?? '', LINES),
      lastTransitionAt: condition.lastTransitionTime ?? null,
    })),
  };
}

/** Annotations contain any text, often several lines. */
function visibleValues(annotations: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations).map(([name, value]) => [name, visibleText(value, LINES)]),
  );
}

function ownerOf({ metadata }: PodObject): Pod['owner'] {
  const owners = metadata?.ownerReferences ?? [];
  const owner = owners.find(({ controller }) => controller === true) ?? owners[0];
  if (owner === undefined) return null;
  const { kind, name } = owner;
  const deployment =
    kind === 'ReplicaSet' ? deploymentOf(name, metadata?.labels?.[TEMPLATE_HASH]) : undefined;
  return { kind, name, ...(deployment === undefined ? {} : { deployment }) };
}

/** The Deployment controller labels the pods with this hash and names the ReplicaSet `DEPLOYMENT-HASH`. */
const TEMPLATE_HASH = 'pod-template-hash';

/** The Deployment of a ReplicaSet, without a request that the caller may not be allowed to send. */
function deploymentOf(replicaSet: string, hash: string | undefined): string | undefined {
  const ending = `-${hash}`;
  const isNamed = hash !== undefined && hash !== '' && replicaSet.endsWith(ending);
  return (isNamed && replicaSet.slice(0, -ending.length)) || undefined;
}

function isWindows({ spec }: PodObject): boolean {
  const selector = spec?.nodeSelector?.['kubernetes.io/os'];
  return (spec?.os?.name ?? selector) === 'windows';
}

/** An eviction, a deadline or the like, and not a container: kubectl prints how that ended, which is a consequence. */
function hasFailedAsAWhole(status: PodStatus): status is PodStatus & { reason: string } {
  return status.phase === 'Failed' && Boolean(status.reason);
}

/** The most specific message that the cluster has for the pod's status; empty when all is well. */
function statusMessage({ metadata = {}, status = {} }: PodObject): string {
  const hasEnded = status.phase === 'Failed' || status.phase === 'Succeeded';
  if (metadata.deletionTimestamp !== undefined && !hasEnded) {
    // deletionTimestamp is the time when the grace period ends.
    return `It was deleted; its processes have until ${metadata.deletionTimestamp} to end.`;
  }
  if (status.message || hasFailedAsAWhole(status)) return status.message ?? '';
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  for (const { state } of containers) {
    const message = state?.waiting?.message ?? (state?.terminated?.exitCode ? state.terminated.message : '');
    if (message) return message;
  }
  if (status.phase === 'Succeeded') return '';
  const failed = (status.conditions ?? []).find(
    (condition) => condition.status === 'False' && Boolean(condition.message),
  );
  return failed?.message ?? '';
}
