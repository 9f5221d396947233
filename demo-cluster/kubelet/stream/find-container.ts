/** The container that a stream request asks for, or why there is none. */

import type { PodObject } from '#demo-cluster/ports.ts';
import { chooseContainer } from '../container-choice.ts';
import type { Container } from '../pod/container.ts';
import { badRequest, type Refusal } from '../refusal.ts';
import type { StreamOptions } from './stream-options.ts';

/** `find` gives a container of the pod by its name. The checks come in the order of a real cluster. */
export function findContainer(
  pod: PodObject,
  find: (name: string) => Container | undefined,
  options: StreamOptions,
  upgrade: boolean,
): Container | Refusal {
  const name = chooseContainer(pod, options.container);
  if (typeof name !== 'string') return name;
  if (pod.spec.nodeName === undefined) {
    return badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
  }
  if (!upgrade) return badRequest('Upgrade request required');
  if (!options.stdin && !options.stdout && !options.stderr) {
    return { kind: 'text', code: 400, message: 'you must specify at least 1 of stdin, stdout, stderr' };
  }
  const container = find(name);
  if (container?.running) return container;
  return { kind: 'text', code: 500, message: `container not found ("${name}")` };
}
