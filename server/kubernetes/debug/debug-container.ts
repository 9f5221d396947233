/** Adds a debug container to a pod, and tells how its start goes. */

import type { DebugChoices, DebugEvent, DebugProfile } from '#protocol/debug.ts';
import { PodshellError } from '#protocol/problem.ts';
import type { Clock } from '#server/ports.ts';
import type { ExecAccessReviews } from '../access/exec-access.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import { eventsPath, podPath } from '../client/paths.ts';
import { delay } from '../delay.ts';
import { toPodshellError } from '../errors/explain.ts';
import { statusOf } from '../exec/ending/end-cause.ts';
import type { ClusterLimits } from '../limits.ts';
import type { EventObject, ObjectList, PodObject } from '../objects.ts';
import { mapPod } from '../pods/map-pod.ts';
import { mapEvent } from '../pods/pod-events.ts';
import { readPod } from '../pods/read-pod.ts';
import { DebugError } from './debug-error.ts';
import { isDebugName, newDebugName } from './debug-name.ts';
import { staticPod, toDebugError } from './debug-refusal.ts';
import { debugSpec } from './debug-spec.ts';
import { debugStartOf, left } from './debug-start.ts';

export interface DebugPlace {
  readonly identity: ClusterIdentity;
  /** For the right to patch `pods/ephemeralcontainers`. */
  readonly reviews: Pick<ExecAccessReviews, 'review'>;
  readonly limits: ClusterLimits;
  readonly clock: Clock;
  /** Like `Math.random`, for names. */
  readonly random: () => number;
  readonly namespace: string;
  readonly pod: string;
}

/** What the user wants; `target` undefined: the default, '': none. */
export interface DebugWish {
  readonly image: string;
  readonly target: string | undefined;
  readonly profile: DebugProfile;
}

/** Pauses between reads of the pod, the last one again and again: most containers start within a second. */
const LOOKS_MS = [100, 150, 250, 250, 250, 500];
/** Large images take minutes. */
const START_MS = 300_000;

/** What a debug container can be made of, for a person who chooses. Throws PodshellError. */
export async function debugChoices(place: DebugPlace, images: readonly string[]): Promise<DebugChoices> {
  const [access, object] = await readAllowed(place);
  const pod = mapPod(object);
  const isRunning = (name: string) =>
    pod.containers.some((container) => container.name === name && container.state === 'running');
  const targets = pod.containers
    .filter(({ kind, state }) => kind !== 'ephemeral' && state === 'running')
    .map(({ name }) => name)
    .sort((a, b) => Number(b === pod.defaultContainer) - Number(a === pod.defaultContainer));
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
    access,
  };
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
    const name = await addDebug(place, wish, onCreated);
    yield { type: 'progress', data: { kind: 'created', container: name, reason: '', message: '' } };
    yield* followStart(place, name, wish.image, signal);
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
  const [access, before] = await readAllowed(place);
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

async function* followStart(
  place: DebugPlace,
  name: string,
  image: string,
  signal: AbortSignal,
): AsyncGenerator<DebugEvent, void, undefined> {
  const { identity, clock, namespace, pod } = place;
  const until = clock.now() + START_MS;
  const told = new Set<string>();
  const once = (data: Extract<DebugEvent, { type: 'progress' }>['data']): DebugEvent[] => {
    const key = JSON.stringify(data);
    if (told.has(key)) return [];
    told.add(key);
    return [{ type: 'progress', data }];
  };
  const fail = ({ code, message }: DebugError): DebugEvent => ({
    type: 'failed',
    data: { code, detail: message, container: name },
  });
  for (let look = 0; !signal.aborted; look += 1) {
    await delay(clock, LOOKS_MS[Math.min(look, LOOKS_MS.length - 1)] ?? 0, signal);
    if (signal.aborted) return;
    let object: PodObject;
    try {
      object = await readPod(identity, namespace, pod);
    } catch (error) {
      const { code, message } = toPodshellError(error, subjectOf(place));
      yield { type: 'failed', data: { code, detail: message, container: name } };
      return;
    }
    for (const { reason, message } of await eventsOf(place, name)) {
      yield* once({ kind: 'event', container: name, reason, message });
    }
    const start = debugStartOf(name, image, statusOf(object, name));
    switch (start.kind) {
      case 'running':
        yield { type: 'ready', data: { container: name } };
        return;
      case 'failed':
        yield fail(start.error);
        return;
      case 'waiting':
        if (start.reason !== '') {
          yield* once({ kind: 'waiting', container: name, reason: start.reason, message: start.message });
        }
    }
    if (hasStopped(object)) {
      yield fail(stopped(pod));
      return;
    }
    if (clock.now() >= until) {
      yield fail(
        new DebugError(
          'debug-start-timeout',
          `Debug container "${name}" hasn't started within ${START_MS / 60_000} minutes. When it runs, attach to it on the ` +
            `pod's page. ${left(name)}`,
        ),
      );
      return;
    }
  }
}

/** Of this container, oldest first; none where the caller may not list events. Never rejects. */
async function eventsOf(
  { identity, namespace, pod }: DebugPlace,
  name: string,
): Promise<{ reason: string; message: string }[]> {
  try {
    const fieldSelector = `involvedObject.kind=Pod,involvedObject.name=${pod},involvedObject.namespace=${namespace}`;
    const { items = [] } = await identity.client.get<ObjectList<EventObject>>(eventsPath(namespace), {
      query: { fieldSelector },
    });
    return items
      .filter(({ involvedObject }) => involvedObject?.fieldPath === `spec.ephemeralContainers{${name}}`)
      .map((event) => ({ reason: mapEvent(event).reason, message: mapEvent(event).message }));
  } catch {
    return [];
  }
}

/** Throws PodshellError. A caller without the right must not learn what exists. */
async function readAllowed(place: DebugPlace) {
  const { identity, reviews, namespace, pod } = place;
  const [access, read] = await Promise.allSettled([
    reviews.review(identity, namespace, pod),
    readPod(identity, namespace, pod),
  ]);
  if (access.status === 'rejected') throw toPodshellError(access.reason, subjectOf(place));
  if (!access.value.allowed && read.status === 'rejected') {
    throw new PodshellError('forbidden', access.value.detail);
  }
  if (read.status === 'rejected') throw toPodshellError(read.reason, subjectOf(place));
  return [access.value, read.value] as const;
}

function refusePod(object: PodObject, pod: string): void {
  // On the API object of a static pod: the hash of its manifest.
  if (object.metadata?.annotations?.['kubernetes.io/config.mirror'] !== undefined) throw staticPod(pod);
  if (hasStopped(object) || object.spec?.nodeName === undefined) throw stopped(pod);
}

function hasStopped({ metadata, status }: PodObject): boolean {
  const { phase } = status ?? {};
  return metadata?.deletionTimestamp !== undefined || phase === 'Succeeded' || phase === 'Failed';
}

function stopped(pod: string): DebugError {
  return new DebugError(
    'debug-pod-not-running',
    `Pod "${pod}" doesn't run: it isn't scheduled to a node yet, has ended or is being deleted. Choose another pod, or try ` +
      'again when it runs.',
  );
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

function namesOf({ spec = {} }: PodObject): ReadonlySet<string> {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = spec;
  return new Set([...containers, ...initContainers, ...ephemeralContainers].map(({ name }) => name));
}

function subjectOf({ identity, namespace, pod }: DebugPlace) {
  const { context, impersonated } = identity;
  return { context, impersonated, namespace, pod };
}
