/** Builds the pod status that a kubelet reports, with exactly the recorded fields. */

import { createHash } from 'node:crypto';
import type { PodObject } from '#demo-cluster/ports.ts';
import type { Container } from './container.ts';
import { formatTime, renderState } from './container-state.ts';
import { type Condition, PodConditions } from './pod-conditions.ts';

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

export interface PodAddresses {
  readonly hostIp: string;
  readonly podIp: string;
  /** The pod's sandbox is up. */
  readonly sandbox: boolean;
}

/** Renders one pod's status; keeps the transition times of its conditions. */
export class PodStatusWriter {
  readonly #conditions: PodConditions;
  readonly #startTime: string;

  /** Keeps the scheduler's condition and the QoS class of `pod.status`. */
  constructor(pod: PodObject, now: number) {
    this.#startTime = formatTime(now);
    this.#conditions = new PodConditions(scheduledCondition(pod, this.#startTime));
  }

  render(
    pod: PodObject,
    containers: readonly Container[],
    addresses: PodAddresses,
    now: number,
  ): Record<string, unknown> {
    const generation = pod.metadata.generation ?? 1;
    const of = (role: Container['role']) => containers.filter((container) => container.role === role);
    const main = of('main');
    const phase = phaseOf(pod, of('init'), main);
    const conditions = this.#conditions.update(
      {
        phase,
        sandbox: addresses.sandbox && phase !== 'Succeeded' && phase !== 'Failed',
        initialized: of('init').every(isCompleted),
        incomplete: of('init')
          .filter((container) => !isCompleted(container))
          .map(nameOf),
        unready: main.filter((container) => !container.running).map(nameOf),
      },
      generation,
      formatTime(now),
    );
    const { hostIp, podIp } = addresses;
    const started = containers.some(({ containerId }) => containerId !== undefined);
    return {
      observedGeneration: generation,
      phase,
      conditions,
      hostIP: hostIp,
      hostIPs: [{ ip: hostIp }],
      ...(started ? { podIP: podIp, podIPs: [{ ip: podIp }] } : {}),
      startTime: this.#startTime,
      ...statuses('initContainerStatuses', of('init')),
      ...statuses('containerStatuses', main),
      ...statuses('ephemeralContainerStatuses', of('ephemeral')),
      qosClass: pod.status.qosClass ?? 'BestEffort',
      resources: {},
    };
  }
}

function scheduledCondition(pod: PodObject, startTime: string): Condition {
  const conditions = Array.isArray(pod.status.conditions) ? (pod.status.conditions as Condition[]) : [];
  const scheduled = conditions.find(({ type }) => type === 'PodScheduled');
  return (
    scheduled ?? { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: startTime }
  );
}

function phaseOf(pod: PodObject, init: readonly Container[], main: readonly Container[]): PodPhase {
  const policy = pod.spec.restartPolicy ?? 'Always';
  const ended = main.filter(({ state }) => state.kind === 'terminated');
  const deleted = pod.metadata.deletionTimestamp !== undefined;
  if (main.length > 0 && ended.length === main.length) {
    const succeeded = main.every(isCompleted);
    if (deleted || policy === 'Never' || (policy === 'OnFailure' && succeeded)) {
      return succeeded ? 'Succeeded' : 'Failed';
    }
  }
  if (policy === 'Never' && init.some(hasFailed)) return 'Failed';
  return main.some(({ containerId }) => containerId !== undefined) ? 'Running' : 'Pending';
}

function isCompleted({ state }: Container): boolean {
  return state.kind === 'terminated' && state.exitCode === 0;
}

function hasFailed({ state }: Container): boolean {
  return state.kind === 'terminated' && state.exitCode !== 0;
}

function nameOf({ spec }: Container): string {
  return spec.name;
}

function statuses(field: string, containers: readonly Container[]): Record<string, unknown> {
  return containers.length === 0 ? {} : { [field]: containers.map(renderContainer) };
}

function renderContainer(container: Container): Record<string, unknown> {
  const { spec, role, state, containerId } = container;
  const started = containerId !== undefined;
  const mounts = Array.isArray(spec.volumeMounts) ? (spec.volumeMounts as Record<string, unknown>[]) : [];
  return {
    name: spec.name,
    state: renderState(state),
    lastState: renderState(container.lastState),
    ready: role === 'init' ? isCompleted(container) : role === 'main' && container.running,
    restartCount: container.restartCount,
    image: spec.image,
    imageID: started ? `sha256:${createHash('sha256').update(spec.image).digest('hex')}` : '',
    ...(started ? { containerID: `containerd://${containerId}` } : {}),
    ...(role === 'ephemeral' ? {} : { started: container.running }),
    ...(started ? { resources: {} } : {}),
    ...(mounts.length === 0
      ? {}
      : {
          volumeMounts: mounts.map(({ name, mountPath, readOnly }) => ({
            name,
            mountPath,
            ...(readOnly === true ? { readOnly, recursiveReadOnly: 'Disabled' } : {}),
          })),
        }),
    ...(started ? { user: { linux: { uid: 0, gid: 0, supplementalGroups: [0] } } } : {}),
  };
}
