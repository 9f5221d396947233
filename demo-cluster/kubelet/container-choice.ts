/** Which container a request is about, in the words of the API server. */

import type { PodObject } from '#demo-cluster/ports.ts';
import { badRequest, type Refusal } from './refusal.ts';

/**
 * The name of the container: the one that is asked for, or the pod's only one. The annotation for a default
 * container is kubectl's business; a server ignores it.
 */
export function chooseContainer({ metadata, spec }: PodObject, asked: string | undefined): string | Refusal {
  const regular = spec.containers.map(({ name }) => name);
  const init = (spec.initContainers ?? []).map(({ name }) => name);
  const ephemeral = (spec.ephemeralContainers ?? []).map(({ name }) => name);
  if (asked !== undefined) {
    if ([...regular, ...init, ...ephemeral].includes(asked)) return asked;
    return badRequest(`container ${asked} is not valid for pod ${metadata.name}`);
  }
  const [only] = regular;
  if (only !== undefined && regular.length === 1) return only;
  const choice = [...init, ...regular, ...ephemeral].join(' ');
  return badRequest(
    `a container name must be specified for pod ${metadata.name}, choose one of: [${choice}]`,
  );
}
