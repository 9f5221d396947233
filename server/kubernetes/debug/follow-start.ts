/** Tells how the start of a debug container goes. */

import type { DebugEvent } from '#protocol/debug.ts';
import { eventsPath } from '../client/paths.ts';
import { delay } from '../delay.ts';
import { toPodshellError } from '../errors/explain.ts';
import { statusOf } from '../exec/ending/end-cause.ts';
import type { EventObject, ObjectList, PodObject } from '../objects.ts';
import { mapEvent } from '../pods/pod-events.ts';
import { readPod } from '../pods/read-pod.ts';
import { DebugError } from './debug-error.ts';
import { type DebugPlace, subjectOf } from './debug-place.ts';
import { hasStopped, stoppedPod } from './debug-refusal.ts';
import { type AddedDebug, debugStartOf, left } from './debug-start.ts';

/** Pauses between reads of the pod, the last one again and again: most containers start within a second. */
const LOOKS_MS = [100, 150, 250, 250, 250, 500];
/** Large images take minutes. */
const START_MS = 300_000;
/** Reads of the pod in a row that may get no answer: the container starts all the same. */
const MOST_MISSES = 10;

/** Looks at the pod until the container runs or will not, or `signal` aborts. Never throws. */
export async function* followStart(
  place: Pick<DebugPlace, 'identity' | 'clock' | 'namespace' | 'pod'>,
  added: AddedDebug,
  signal: AbortSignal,
): AsyncGenerator<DebugEvent, void, undefined> {
  const { identity, clock, namespace, pod } = place;
  const { container: name, copy } = added;
  const where = { container: name, ...(copy === undefined ? {} : { pod: copy }) };
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
    data: { code, detail: message, ...where },
  });
  let misses = 0;
  for (let look = 0; !signal.aborted; look += 1) {
    await delay(clock, LOOKS_MS[Math.min(look, LOOKS_MS.length - 1)] ?? 0, signal);
    if (signal.aborted) return;
    let object: PodObject;
    try {
      object = await readPod(identity, namespace, pod);
      misses = 0;
    } catch (error) {
      const { code, message } = toPodshellError(error, subjectOf(place));
      misses += 1;
      if (code === 'cluster-unreachable' && misses <= MOST_MISSES) continue;
      yield { type: 'failed', data: { code, detail: message, ...where } };
      return;
    }
    for (const { reason, message } of await eventsOf(place, added)) {
      yield* once({ kind: 'event', ...where, reason, message });
    }
    const start = debugStartOf(added, statusOf(object, name));
    switch (start.kind) {
      case 'running':
        yield { type: 'ready', data: where };
        return;
      case 'failed':
        yield fail(start.error);
        return;
      case 'waiting':
        if (start.reason !== '') {
          yield* once({ kind: 'waiting', ...where, reason: start.reason, message: start.message });
        }
    }
    if (hasStopped(object)) {
      yield fail(stoppedPod(pod));
      return;
    }
    if (clock.now() >= until) {
      yield fail(
        new DebugError(
          'debug-start-timeout',
          `Debug container "${name}" hasn't started within ${START_MS / 60_000} minutes. When it runs, attach to it on the ` +
            `pod's page. ${left(added)}`,
        ),
      );
      return;
    }
  }
}

/** Of this container, or of a copy as a whole, oldest first; none where the caller may not list events. Never rejects. */
async function eventsOf(
  { identity, namespace, pod }: Pick<DebugPlace, 'identity' | 'namespace' | 'pod'>,
  { container, copy }: AddedDebug,
): Promise<{ reason: string; message: string }[]> {
  try {
    const fieldSelector = `involvedObject.kind=Pod,involvedObject.name=${pod},involvedObject.namespace=${namespace}`;
    const { items = [] } = await identity.client.get<ObjectList<EventObject>>(eventsPath(namespace), {
      query: { fieldSelector },
    });
    return items
      .filter(
        ({ involvedObject }) =>
          copy !== undefined || involvedObject?.fieldPath === `spec.ephemeralContainers{${container}}`,
      )
      .map((event) => ({ reason: mapEvent(event).reason, message: mapEvent(event).message }));
  } catch {
    return [];
  }
}
