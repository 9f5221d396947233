/** Finds the container of a stream request, or the reason to refuse it. */

import type { Container } from '../pod/container.ts';
import { badRequest, type Refusal } from '../refusal.ts';
import type { StreamOptions } from './stream-options.ts';

/** `find` returns a container of the pod by name. The checks run in the order of a real cluster. */
export function findContainer(
  find: (name: string) => Container | undefined,
  options: StreamOptions,
  upgrade: boolean,
): Container | Refusal {
  if (!upgrade) return badRequest('Upgrade request required');
  if (!options.stdin && !options.stdout && !options.stderr) {
    return { kind: 'text', code: 400, message: 'you must specify at least 1 of stdin, stdout, stderr' };
  }
  const container = find(options.container);
  if (container?.running) return container;
  return { kind: 'text', code: 500, message: `container not found ("${options.container}")` };
}
