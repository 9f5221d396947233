import type { ExecAccess } from '#protocol/api.ts';
import type { DebugChoices } from '#protocol/debug.ts';
import { toPodshellError } from '../errors/explain.ts';
import { mapPod } from '../pods/map-pod.ts';
import { isDebugName } from './debug-name.ts';
import { type DebugPlace, mayCopy, mayDebug, readAllowed, subjectOf } from './debug-place.ts';

/** What a debug container can be made of, for a person who chooses. Throws PodshellError. */
export async function debugChoices(place: DebugPlace, images: readonly string[]): Promise<DebugChoices> {
  const [[access, object], copy] = await Promise.all([
    readAllowed(place, mayDebug(place)),
    copyAccess(place),
  ]);
  const pod = mapPod(object);
  const isRunning = (name: string) =>
    pod.containers.some((container) => container.name === name && container.state === 'running');
  const targets = pod.containers
    .filter(({ kind, state }) => kind !== 'ephemeral' && state === 'running')
    .map(({ name }) => name)
    .sort(first(pod.defaultContainer));
  const ours = (object.spec?.ephemeralContainers ?? []).filter(
    ({ name, stdin, tty }) => isDebugName(name) && stdin === true && tty === true && isRunning(name),
  );
  return {
    images,
    targets,
    running: ours.map(({ name, image = '', targetContainerName = '' }) => ({
      container: name,
      image,
      target: targetContainerName,
    })),
    replaceable: (object.spec?.containers ?? []).map(({ name }) => name).sort(first(pod.defaultContainer)),
    access,
    copy,
  };
}

async function copyAccess(place: DebugPlace): Promise<ExecAccess> {
  try {
    return await mayCopy(place);
  } catch (error) {
    throw toPodshellError(error, subjectOf(place));
  }
}

/** Puts one name before all others. */
function first(one: string) {
  return (a: string, b: string): number => Number(b === one) - Number(a === one);
}
