/** Looks from outside which processes of a container run. */

import { readdirSync, readFileSync } from 'node:fs';
import { CONTAINER_MARKER } from '../kubelet/image/environment.ts';
import type { DemoCluster } from '../start.ts';

/**
 * The pids, as the container sees them, of its running processes. Zombies are left out.
 * @param containerId 64 hex digits; the prefix `containerd://` of a pod's status may stand before them
 */
export function containerPids(containerId: string): number[] {
  const marker = `${CONTAINER_MARKER}=${containerId.replace('containerd://', '')}\0`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => pidInside(pid, marker))
    .filter((pid) => pid !== undefined);
}

/** A test whether a pid, as the pod's first container sees it, runs. */
export function aliveIn(cluster: DemoCluster, namespace: string, pod: string): (pid: number) => boolean {
  const { containerStatuses } = (cluster.pod(namespace, pod)?.status ?? {}) as {
    containerStatuses?: readonly { containerID?: string }[];
  };
  const containerId = containerStatuses?.[0]?.containerID;
  if (containerId === undefined) throw new Error(`The pod ${namespace}/${pod} has no running container`);
  return (pid) => containerPids(containerId).includes(pid);
}

function pidInside(pid: string, marker: string): number | undefined {
  try {
    if (!readFileSync(`/proc/${pid}/environ`, 'latin1').includes(marker)) return undefined;
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    if (/^State:\s+[ZX]/m.test(status)) return undefined;
    // One number for each pid namespace that the process is in, the innermost last.
    return Number(/^NSpid:.*?(\d+)$/m.exec(status)?.[1] ?? pid);
  } catch {
    return undefined;
  }
}
