/** Debugs a copy of a pod, where the pod itself takes no debug container. */

import type { DebugEvent } from '#protocol/debug.ts';
import { readMarks } from '#protocol/debug-copy.ts';
import { PodshellError } from '#protocol/problem.ts';
import { podPath, podsPath } from '../client/paths.ts';
import { ApiStatusError } from '../errors/api-error.ts';
import type { PodObject } from '../objects.ts';
import { COPY_RIGHT } from '../pod-right.ts';
import { DebugError } from './debug-error.ts';
import { newCopyName, newDebugName } from './debug-name.ts';
import { type DebugPlace, mayCopy, namesOf, readAllowed, subjectOf } from './debug-place.ts';
import { toDebugError } from './debug-refusal.ts';
import { followStart } from './follow-start.ts';
import { type CopyWish, copyOf } from './pod-copy.ts';

/** A copy that was created. */
export interface CreatedCopy {
  readonly copy: string;
  readonly container: string;
  readonly image: string;
}

/**
 * Creates the copy and tells what happens until its debug container runs or will not. The copy stays when `signal` aborts.
 * @param createdBy the caller's name, for those who find the copy
 * @param onCreated called before the first event
 * @throws PodshellError when nothing was created
 */
export async function* startCopy(
  place: DebugPlace,
  wish: CopyWish,
  createdBy: string,
  onCreated: (created: CreatedCopy) => void,
  signal: AbortSignal,
): AsyncGenerator<DebugEvent, void, undefined> {
  try {
    const created = await createCopy(place, wish, createdBy);
    onCreated(created);
    const { container, copy } = created;
    yield { type: 'progress', data: { kind: 'created', container, pod: copy, reason: '', message: '' } };
    yield* followStart({ ...place, pod: copy }, created, signal);
  } catch (error) {
    if (!(error instanceof DebugError)) throw error;
    yield { type: 'failed', data: { code: error.code, detail: error.message } };
  }
}

/** @throws PodshellError, DebugError */
async function createCopy(place: DebugPlace, wish: CopyWish, createdBy: string): Promise<CreatedCopy> {
  const { identity, namespace, pod, random } = place;
  const [access, object] = await readAllowed(place, mayCopy(place));
  if (!access.allowed) throw new PodshellError('forbidden', access.detail);
  const container = wish.replace ?? newDebugName(namesOf(object), random);
  const image = wish.image ?? imageOf(object, container, pod);
  const copy = newCopyName(pod, random);
  const manifest = copyOf(object, copy, { of: pod, container, createdBy }, wish);
  try {
    await identity.client.post(podsPath(namespace), manifest);
  } catch (error) {
    if (!(await isOurs(error, place, copy, container)))
      throw toDebugError(error, subjectOf(place), COPY_RIGHT);
  }
  return { copy, container, image };
}

function imageOf({ spec }: PodObject, container: string, pod: string): string {
  const found = spec?.containers?.find(({ name }) => name === container);
  if (found !== undefined) return found.image ?? '';
  throw new PodshellError(
    'container-not-found',
    `Pod "${pod}" has no container "${container}" whose program a copy could replace. Choose another one.`,
  );
}

/** A request that was sent twice finds its own pod there. Never rejects. */
async function isOurs(
  error: unknown,
  { identity, namespace }: DebugPlace,
  copy: string,
  container: string,
): Promise<boolean> {
  if (!(error instanceof ApiStatusError) || error.httpStatus !== 409) return false;
  const found = await identity.client.get<PodObject>(podPath(namespace, copy)).catch(() => undefined);
  return readMarks(found?.metadata?.labels, found?.metadata?.annotations)?.container === container;
}
