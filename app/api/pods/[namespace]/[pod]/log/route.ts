import { parseLogWish } from '#protocol/pod-log.ts';
import { answer, methodNotAllowed } from '../../../../answer.ts';
import { logStream } from '../../../../log-stream.ts';
import { queryValue } from '../../../../parameters.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/**
 * The log of a container, as the cluster sends it. The route waits for the cluster's answer before it responds, so that a
 * refusal sets the HTTP status. When the cluster breaks off later, the connection is cut: a log that has ended is complete.
 */
export const GET = answer<{ namespace: string; pod: string }>(
  async ({ request, params: { namespace, pod }, runtime, caller }) => {
    const wish = parseLogWish({ get: (name) => queryValue(request, name) ?? null });
    const context = queryValue(request, 'context');
    const abort = new AbortController();
    const signal = AbortSignal.any([request.signal, abort.signal]);
    const chunks = await runtime.podLog(caller, { context, namespace, pod }, wish, signal);
    return logStream(chunks, { hasBeats: wish.beats === true, onLeave: () => abort.abort() });
  },
);

const refuse = methodNotAllowed('GET');

export {
  refuse as DELETE,
  refuse as HEAD,
  refuse as OPTIONS,
  refuse as PATCH,
  refuse as POST,
  refuse as PUT,
};
