/** Starts a debug container, and reads the stream of what happens. */

import { debugRoute } from '#components/addresses/api-routes.ts';
import type { PodPlace } from '#components/addresses/shell-place.ts';
import { type Answer, ask, NO_ANSWER, readFailure } from '#components/failures/read-failure.ts';
import type { DebugChoices, DebugEvent, DebugProfile, DebugProgress } from '#protocol/debug.ts';

/** In the pod itself, or in a copy of it. */
export type DebugWish =
  | {
      readonly image: string;
      /** '': none. */
      readonly target: string;
      readonly profile: DebugProfile;
    }
  | {
      readonly copy: true;
      /** Undefined: that of the container in `replace`. */
      readonly image: string | undefined;
      /** The container that gets a shell in place of its program; undefined: one is added. */
      readonly replace: string | undefined;
      readonly sameNode: boolean;
      readonly profile: DebugProfile;
    };

/** What is attached to: a container of the pod, or of a copy. */
export interface DebugEntry {
  readonly pod: string;
  readonly container: string;
}

export type DebugResult =
  | ({ readonly kind: 'ready' } & DebugEntry)
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly detail: string;
      /** A copy that is there all the same. */
      readonly copy?: string | undefined;
    };

/** What can be chosen for a debug container in the pod. Never rejects. */
export function loadChoices(place: PodPlace, signal: AbortSignal): Promise<Answer<DebugChoices>> {
  return ask(
    () => fetch(debugRoute(place), { cache: 'no-store', signal }),
    async (response) => (await response.json()) as DebugChoices,
  );
}

/** Never rejects; after an abort, the result is of no interest. */
export async function startDebug(
  place: PodPlace,
  wish: DebugWish,
  onProgress: (progress: DebugProgress) => void,
  signal: AbortSignal,
  fetcher: typeof fetch = (...request) => fetch(...request),
): Promise<DebugResult> {
  const { context } = place;
  try {
    const response = await fetcher(debugRoute({ ...place, context: undefined }), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ ...wish, context }),
      signal,
    });
    if (!response.ok || response.body === null) return { kind: 'failed', ...(await readFailure(response)) };
    for await (const event of eventsIn(response.body)) {
      if (event.type === 'progress') onProgress(event.data);
      else if (event.type === 'ready') {
        const { container, pod = place.pod } = event.data;
        return { kind: 'ready', pod, container };
      } else {
        const { code, detail, pod } = event.data;
        return { kind: 'failed', code, detail, ...(pod === undefined ? {} : { copy: pod }) };
      }
    }
  } catch {
    // Broken off, as below.
  }
  return { kind: 'failed', ...NO_ANSWER };
}

/** The events of a `text/event-stream` of ours: one line of JSON each. Comments and strangers are skipped. */
export async function* eventsIn(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<DebugEvent, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (text + decoder.decode(value, { stream: true })).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const found = /^event: (progress|ready|failed)\ndata: (.*)$/.exec(block);
        if (found !== null) yield { type: found[1], data: JSON.parse(found[2] ?? '') } as DebugEvent;
      }
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}
