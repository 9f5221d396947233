import type { PodStreamEvent } from '#protocol/api.ts';
import { INTERNAL_ERROR_DETAIL, isPodshellError, PodshellError } from '#protocol/problem.ts';
import { answer, methodNotAllowed } from '../../answer.ts';
import { eventStream } from '../../event-stream.ts';
import { parametersOf, podEventQuery, streamWish } from '../../parameters.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/**
 * Streams pods and their changes; with `pod` only that pod of the namespace. The route waits for the first event before
 * it responds, so that a refusal sets the HTTP status. A later refusal is a `stale` event with its code, and the stream
 * goes on. An error becomes a last `stale` event: EventSource then reconnects and gets the status.
 */
export const GET = answer(async ({ request, runtime, caller }) => {
  const query = podEventQuery(parametersOf(request));
  const wish = streamWish(request);
  const abort = new AbortController();
  const signal = AbortSignal.any([request.signal, abort.signal]);
  const events = runtime.podEvents(caller, query, signal)[Symbol.asyncIterator]();
  const first = await events.next();
  if (first.done === true)
    throw new PodshellError(
      'cluster-unreachable',
      'The cluster closed the pod watch before it sent anything. Try again in a moment.',
    );
  return eventStream(
    wish,
    first.value,
    events,
    (error) => {
      if (!isPodshellError(error)) runtime.reportFailure(error);
      return stale(error);
    },
    () => abort.abort(),
  );
});

function stale(error: unknown): PodStreamEvent {
  const data = isPodshellError(error)
    ? { code: error.code, detail: error.message }
    : { code: 'internal-error', detail: INTERNAL_ERROR_DETAIL };
  return { type: 'stale', data };
}

const refuse = methodNotAllowed('GET');

export {
  refuse as DELETE,
  refuse as HEAD,
  refuse as OPTIONS,
  refuse as PATCH,
  refuse as POST,
  refuse as PUT,
};
