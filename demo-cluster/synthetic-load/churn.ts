/** Changes pods at a steady rate, as a busy cluster does. */

import type { ContainerStatus } from '../objects/pod-status.ts';
import { statusOf } from '../objects/pod-status.ts';
import type { PodObject } from '../ports.ts';
import type { Collection } from '../store/collection.ts';
import { Random } from './random.ts';

const TICK_MS = 20;

/** Counts a container restart in a random pod `perSecond` times a second. The returned function stops it. */
export function startChurn(pods: Collection<PodObject>, perSecond: number, seed = 1): () => void {
  const random = new Random(seed);
  const startedAt = performance.now();
  let done = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * perSecond);
    const all = pods.list();
    for (; done < due && all.length > 0; done += 1) {
      const { namespace, name } = random.pick(all).metadata;
      const pod = pods.get(`${namespace}/${name}`);
      if (pod !== undefined) pods.put(restarted(pod));
    }
  }, TICK_MS);
  return () => clearInterval(timer);
}

function restarted(pod: PodObject): PodObject {
  const statuses = statusOf(pod).containerStatuses ?? [];
  const count = (status: ContainerStatus) => ({ ...status, restartCount: (status.restartCount ?? 0) + 1 });
  return { ...pod, status: { ...pod.status, containerStatuses: statuses.map(count) } };
}
