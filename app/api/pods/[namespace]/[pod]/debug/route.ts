import type { DebugEvent } from '#protocol/debug.ts';
import { debugRequestSchema } from '#protocol/debug-request.ts';
import { INTERNAL_ERROR_DETAIL } from '#protocol/problem.ts';
import { answer, json, methodNotAllowed } from '../../../../answer.ts';
import { eventStream } from '../../../../event-stream.ts';
import { queryValue, streamWish } from '../../../../parameters.ts';
import { checkBody, readJson } from '../../../../request-body.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

interface Params {
  namespace: string;
  pod: string;
}

/** What a debug container in the pod can be made of. */
export const GET = answer<Params>(async ({ request, params: { namespace, pod }, runtime, caller }) => {
  const context = queryValue(request, 'context');
  return json(await runtime.debugChoices(caller, { namespace, pod, context }));
});

/**
 * Adds a debug container to the pod or to a copy of it, and streams how it starts. A refusal of the cluster is the
 * stream's `failed` event.
 */
export const POST = answer<Params>(async ({ request, params: { namespace, pod }, runtime, caller }) => {
  const streaming = streamWish(request);
  const body = (await readJson(request)) ?? {};
  const abort = new AbortController();
  const signal = AbortSignal.any([request.signal, abort.signal]);
  const wish = checkBody(debugRequestSchema, body);
  const events = runtime.startDebug(caller, { namespace, pod }, wish, signal)[Symbol.asyncIterator]();
  const first = await events.next();
  if (first.done === true) return json({});
  return eventStream(
    streaming,
    first.value,
    events,
    (error) => {
      runtime.reportFailure(error);
      return failed;
    },
    () => abort.abort(),
  );
});

/** Deletes a pod that is a debug copy. */
export const DELETE = answer<Params>(async ({ request, params: { namespace, pod }, runtime, caller }) => {
  const context = queryValue(request, 'context');
  await runtime.deleteDebugCopy(caller, { namespace, pod, context });
  return new Response(null, { status: 204 });
});

const failed: DebugEvent = {
  type: 'failed',
  data: { code: 'internal-error', detail: INTERNAL_ERROR_DETAIL },
};

const refuse = methodNotAllowed('DELETE', 'GET', 'POST');

export { refuse as HEAD, refuse as OPTIONS, refuse as PATCH, refuse as PUT };
