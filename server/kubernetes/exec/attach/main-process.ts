/** What the main process of a container is like, as its pod's manifest tells. */

import { readMarks } from '#protocol/debug-copy.ts';
import type { AttachedProcess } from '#server/terminal/ports.ts';
import { isDebugName } from '../../debug/debug-name.ts';
import type { PodObject } from '../../objects.ts';

export type MainProcess = AttachedProcess;

/**
 * Undefined for a container that the pod does not have. A container with `stdinOnce` is only watched: its runtime ends the
 * input, and with it many a process, when somebody who may type leaves.
 */
export function mainProcessOf(
  { metadata = {}, spec = {} }: PodObject,
  container: string,
): MainProcess | undefined {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = spec;
  const isEphemeral = ephemeralContainers.some(({ name }) => name === container);
  const found = [...containers, ...initContainers, ...ephemeralContainers].find(
    ({ name }) => name === container,
  );
  if (found === undefined) return undefined;
  const { stdin = false, stdinOnce = false, tty = false } = found;
  const isOfCopy = readMarks(metadata.labels, metadata.annotations)?.container === container;
  const debug = isOfCopy || (isEphemeral && isDebugName(container));
  return { terminal: tty, input: stdin && !stdinOnce, debug };
}
