import type { PodStreamEvent } from '#protocol/api.ts';
import { isPodshellError, PodshellError } from '#protocol/problem.ts';
import { answer, methodNotAllowed } from '../../answer.ts';
import { eventStream } from '../../event-stream.ts';
import { podQuery } from '../../parameters.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/**
 * Pods as they change. The first event is awaited before the answer, so that a refusal has its status; one that
 * comes later is a last `stale` event, after which EventSource asks again and gets the status.
 */
export const GET = answer(async ({ request, runtime, caller }) => {
  const query = podQuery(request);
  const abort = new AbortController();
  const signal = AbortSignal.any([request.signal, abort.signal]);
  const events = runtime.podEvents(caller, query, signal)[Symbol.asyncIterator]();
  const first = await events.next();
  if (first.done === true)
    throw new PodshellError('cluster-unreachable', 'The cluster ended the watch at once.');
  return eventStream(
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
    : { code: 'internal-error', detail: 'The server failed. Its log says why.' };
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
