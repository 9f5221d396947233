/** Adds a debug container to a pod, and tells how its start goes. */

import type { DebugEvent, DebugProfile } from '#protocol/debug.ts';
import { PodshellError } from '#protocol/problem.ts';
import { podPath } from '../client/paths.ts';
import type { PodObject } from '../objects.ts';
import { mapPod } from '../pods/map-pod.ts';
import { DebugError } from './debug-error.ts';
import { newDebugName } from './debug-name.ts';
import { type DebugPlace, mayDebug, namesOf, readAllowed, subjectOf } from './debug-place.ts';
import { hasStopped, staticPod, stoppedPod, toDebugError } from './debug-refusal.ts';
import { debugSpec } from './debug-spec.ts';
import { followStart } from './follow-start.ts';

/** What the user wants; `target` undefined: the default, '': none. */
export interface DebugWish {
  readonly image: string;
  readonly target: string | undefined;
  readonly profile: DebugProfile;
}

/**
 * Adds the container and tells what happens until it runs or will not. What was added stays when `signal` aborts.
 * @param onCreated called with the name, before the first event
 * @throws PodshellError when nothing was added
 */
export async function* startDebug(
  place: DebugPlace,
  wish: DebugWish,
  onCreated: (container: string) => void,
  signal: AbortSignal,
): AsyncGenerator<DebugEvent, void, undefined> {
  try {
    const container = await addDebug(place, wish, onCreated);
    yield { type: 'progress', data: { kind: 'created', container, reason: '', message: '' } };
    yield* followStart(place, { container, image: wish.image }, signal);
  } catch (error) {
    if (!(error instanceof DebugError)) throw error;
    yield { type: 'failed', data: { code: error.code, detail: error.message } };
  }
}

/** @returns its name. @throws PodshellError, DebugError */
async function addDebug(
  place: DebugPlace,
  wish: DebugWish,
  onCreated: (container: string) => void,
): Promise<string> {
  const { identity, namespace, pod } = place;
  const [access, before] = await readAllowed(place, mayDebug(place));
  if (!access.allowed) throw new PodshellError('forbidden', access.detail);
  refusePod(before, pod);
  const target = targetOf(before, wish.target);
  const name = newDebugName(namesOf(before), place.random);
  const spec = debugSpec(name, { ...wish, target });
  try {
    await identity.client.patch(`${podPath(namespace, pod)}/ephemeralcontainers`, {
      spec: { ephemeralContainers: [spec] },
    });
  } catch (error) {
    throw toDebugError(error, subjectOf(place));
  }
  onCreated(name);
  return name;
}

function refusePod(object: PodObject, pod: string): void {
  // On the API object of a static pod: the hash of its manifest.
  if (object.metadata?.annotations?.['kubernetes.io/config.mirror'] !== undefined) throw staticPod(pod);
  if (hasStopped(object) || object.spec?.nodeName === undefined) throw stoppedPod(pod);
}

function targetOf(object: PodObject, wanted: string | undefined): string | undefined {
  if (wanted === '') return undefined;
  const { containers, defaultContainer, name: pod } = mapPod(object);
  const found = containers.find(
    ({ name, kind }) => kind !== 'ephemeral' && name === (wanted ?? defaultContainer),
  );
  if (found?.state === 'running') return found.name;
  // One that has crashed has no processes to be seen.
  if (wanted === undefined) return undefined;
  throw found === undefined
    ? new PodshellError(
        'container-not-found',
        `Pod "${pod}" has no container "${wanted}". Choose one of its running containers as target, or none.`,
      )
    : new PodshellError(
        'container-not-running',
        `Container "${wanted}" of pod "${pod}" isn't running, so its processes can't be shared. Choose another target, or none.`,
      );
}
