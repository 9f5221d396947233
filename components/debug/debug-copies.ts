/** Lists the debug copies of pods, and deletes them. */

import { debugCopiesRoute, debugRoute } from '#components/addresses/api-routes.ts';
import type { PodPlace } from '#components/addresses/shell-place.ts';
import { type Answer, ask } from '#components/failures/read-failure.ts';
import type { DebugCopy, DebugCopyList } from '#protocol/debug-copy.ts';

/** A copy, and the context that it was found in. */
export interface FoundCopy extends DebugCopy {
  readonly context: string | undefined;
}

/**
 * Those of several contexts, each once; none of one where they cannot be listed, since the user has not asked for them.
 * Never rejects.
 * @param contexts undefined: the current one
 */
export async function loadCopies(
  contexts: readonly (string | undefined)[],
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<readonly FoundCopy[]> {
  const found = await Promise.all(
    contexts.map(async (context): Promise<readonly FoundCopy[]> => {
      const answer = await ask(
        () => fetch(debugCopiesRoute(context, namespace), { cache: 'no-store', signal }),
        async (response) => (await response.json()) as DebugCopyList,
      );
      return answer.kind === 'failed' ? [] : answer.body.items.map((copy) => ({ ...copy, context }));
    }),
  );
  return [...new Map(found.flat().map((copy) => [keyOf(copy), copy])).values()];
}

/** Never rejects. What is gone already counts as deleted. */
export async function deleteCopy(place: PodPlace): Promise<Answer<null>> {
  const answer = await ask(
    () => fetch(debugRoute(place), { method: 'DELETE' }),
    async () => null,
  );
  if (answer.kind === 'failed' && answer.failure.code !== 'pod-not-found') return answer;
  noteCopiesChanged();
  return { kind: 'answered', body: null };
}

const CHANGED_EVENT = 'podshell:debug-copies-changed';

/** A copy was created or deleted from this page: lists of them are read again. */
export function noteCopiesChanged(): void {
  window.dispatchEvent(new Event(CHANGED_EVENT));
}

/** Calls back for each {@link noteCopiesChanged}, until `signal` aborts. */
export function onCopiesChanged(listener: () => void, signal: AbortSignal): void {
  window.addEventListener(CHANGED_EVENT, listener, { signal });
}

/** The same for one copy that two names of a context show. */
export function keyOf({ namespace, pod, createdAt }: DebugCopy): string {
  return `${namespace}/${pod}/${createdAt}`;
}
